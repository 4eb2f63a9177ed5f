package io.github.vitals.health.logging.archive;

import java.time.Instant;
import java.util.Optional;

/**
 * What the manifest says of one archived file. Immutable.
 *
 * @param file the name of the original
 * @param archive the name in the store; its number is another than the original's if that name was taken
 * @param logClass class of log, which decides how long it is kept
 * @param rawSha256 of the original, in hexadecimal digits
 * @param rawBytes of the original
 * @param archiveSha256 of the archive, in hexadecimal digits
 * @param archiveBytes of the archive
 * @param lines how many, one that is torn included
 * @param torn whether the last line has no end
 * @param first time of the first line, if it has one
 * @param last time of the last whole line, if it has one
 * @param archivedAt when it was written into the manifest
 * @param recovered whether the archive was found without an entry and without its original, so that it was only seen to
 *     be whole
 */
public record ArchivedLog(
        String file,
        String archive,
        String logClass,
        String rawSha256,
        long rawBytes,
        String archiveSha256,
        long archiveBytes,
        long lines,
        boolean torn,
        Optional<Instant> first,
        Optional<Instant> last,
        Instant archivedAt,
        boolean recovered) {
    static ArchivedLog of(
            LogFileName file, LogFileName archive, String logClass, Figures seen, Instant now, boolean recovered) {
        return new ArchivedLog(
                file.live(),
                archive.archive(),
                logClass,
                seen.rawSha256(),
                seen.rawBytes(),
                seen.archiveSha256(),
                seen.archiveBytes(),
                seen.lines(),
                seen.torn(),
                seen.first(),
                seen.last(),
                now,
                recovered);
    }
}
