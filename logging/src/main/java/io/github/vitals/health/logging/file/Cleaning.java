package io.github.vitals.health.logging.file;

import java.io.IOException;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Deletes closed files, oldest first, that are too old or too much. Used by one thread, asked by any. */
final class Cleaning {
    private final FileSettings settings;
    private final Claims claims;
    private volatile long deleted;

    Cleaning(FileSettings settings, Claims claims) {
        this.settings = settings;
        this.claims = claims;
    }

    /** What cannot be deleted now is tried again the next time. */
    void clean(LocalDate today) {
        if (!settings.deleteClosed()) {
            return;
        }
        try {
            List<LogFiles.LogFile> newestFirst =
                    new ArrayList<>(settings.files().list());
            Collections.reverse(newestFirst);
            long sum = 0;
            for (LogFiles.LogFile file : newestFirst) {
                sum += cleaned(file, sum, today);
            }
        } catch (IOException notNow) {
            // The folder cannot be read; what writes will notice.
        }
    }

    /** How many bytes stay. A file that is written to, by us or another process, is claimed, and neither counts. */
    private long cleaned(LogFiles.LogFile file, long sum, LocalDate today) throws IOException {
        Optional<FileLock> claim = claims.claim(file);
        if (claim.isEmpty()) {
            return 0;
        }
        try {
            return cleanedClaimed(file, sum, today);
        } finally {
            claim.get().release();
        }
    }

    /** One that cannot be looked at or deleted does not keep the others. */
    private long cleanedClaimed(LogFiles.LogFile file, long sum, LocalDate today) {
        try {
            long size = Files.size(file.path());
            if (tooOld(file, today) || tooMuch(sum + size)) {
                delete(file);
            }
            return size;
        } catch (IOException notNow) {
            return 0;
        }
    }

    private boolean tooOld(LogFiles.LogFile file, LocalDate today) {
        return settings.maxDays() > 0 && file.day().isBefore(today.minusDays(settings.maxDays()));
    }

    private boolean tooMuch(long sum) {
        return settings.totalSizeCap() > 0 && sum > settings.totalSizeCap();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by one thread only
    private void delete(LogFiles.LogFile file) throws IOException {
        if (Files.deleteIfExists(file.path())) {
            deleted++;
        }
    }

    long deleted() {
        return deleted;
    }
}
