package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How archives compare with their manifest. Immutable.
 *
 * @param whole archives that are what the manifest says
 * @param missing archives of the manifest that are not in the store
 * @param damaged archives that cannot be read, or are not what the manifest says
 * @param unknown archives in the store that the manifest does not have, or has as deleted
 * @param damagedLines lines of the manifest that cannot be read
 */
public record ArchiveVerification(
        List<String> whole, List<String> missing, List<String> damaged, List<String> unknown, int damagedLines) {
    /**
     * Copies the lists.
     *
     * @param whole archives that are what the manifest says
     * @param missing archives of the manifest that are not in the store
     * @param damaged archives that cannot be read, or are not what the manifest says
     * @param unknown archives in the store that the manifest does not have, or has as deleted
     * @param damagedLines lines of the manifest that cannot be read
     */
    public ArchiveVerification {
        whole = List.copyOf(whole);
        missing = List.copyOf(missing);
        damaged = List.copyOf(damaged);
        unknown = List.copyOf(unknown);
    }

    /**
     * Tells whether all is as it should be.
     *
     * @return false if something is missing, damaged or unknown
     */
    public boolean good() {
        return missing.isEmpty() && damaged.isEmpty() && unknown.isEmpty() && damagedLines == 0;
    }

    /** What a round that goes on meanwhile is in the middle of looks wrong: then it is waited for, and looked again. */
    static ArchiveVerification of(Path directory, String name, ArchiveStore store) throws IOException {
        ArchiveVerification first = seen(directory, name, store);
        if (first.good() || !Files.isWritable(directory.resolve(name + ".lock"))) {
            return first;
        }
        List<ArchiveVerification> second = new ArrayList<>();
        DirectoryLock.with(directory, name + ".lock", () -> second.add(seen(directory, name, store)));
        return second.get(0);
    }

    private static ArchiveVerification seen(Path directory, String name, ArchiveStore store) throws IOException {
        Manifest manifest = Manifest.read(directory, name);
        List<String> whole = new ArrayList<>();
        List<String> missing = new ArrayList<>();
        List<String> damaged = new ArrayList<>();
        for (ArchivedLog log : manifest.live()) {
            try {
                (same(log, Gzip.read(store.read(log.archive()))) ? whole : damaged).add(log.archive());
            } catch (NoSuchFileException none) {
                missing.add(log.archive());
            } catch (IOException unreadable) {
                damaged.add(log.archive());
            }
        }
        List<String> unknown = store.list(name + "-").stream()
                .filter(archive -> LogFileName.archive(name, archive).isPresent())
                .filter(archive -> manifest.live(archive).isEmpty())
                .sorted()
                .toList();
        return new ArchiveVerification(whole, missing, damaged, unknown, manifest.damaged());
    }

    private static boolean same(ArchivedLog log, Figures seen) {
        return seen.rawSha256().equals(log.rawSha256())
                && seen.rawBytes() == log.rawBytes()
                && seen.archiveSha256().equals(log.archiveSha256());
    }
}
