package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** One round after the other over the closed files of one name. Not thread-safe. */
final class Rounds {
    private static final int FAILURES_IN_A_ROUND = 3;

    private final Settings settings;
    private final Holds holds;
    private final Counts counts;
    private final BooleanSupplier ending;
    private Set<String> failedBefore = Set.of();
    private List<LogFile> backlog = List.of();
    private List<LogFile> closedBefore = List.of();
    private long archivedBytes;

    Rounds(Settings settings, Holds holds, Counts counts, BooleanSupplier ending) {
        this.settings = settings;
        this.holds = holds;
        this.counts = counts;
        this.ending = ending;
    }

    /** What was due and is still there, as of the last round. */
    List<LogFile> backlog() {
        return backlog;
    }

    ArchiveRound run() {
        Round round = new Round(settings.clock().instant());
        try {
            if (!DirectoryLock.tried(settings.directory(), settings.name() + ".lock", () -> locked(round))) {
                round.heldBack.add(settings.name());
            }
            backlog = due(round.now);
            closedBefore = settings.logs().closed(round.now);
        } catch (Throwable failed) {
            round.failed(settings.name(), failed);
        }
        failedBefore = Set.copyOf(round.failed);
        counts.ended(round);
        return round.result();
    }

    /** Whether there is a closed file more than when it was last looked, and all together are more than the cap. */
    boolean tooMuch() {
        try {
            List<LogFile> closed = settings.logs().closed(settings.clock().instant());
            boolean more = closed.size() > closedBefore.size();
            closedBefore = closed;
            if (!more) {
                return false;
            }
            long bytes = closed.stream().mapToLong(LogFile::bytes).sum();
            return bytes + archivedBytes > settings.totalSizeCap();
        } catch (IOException unreadable) {
            return false;
        }
    }

    private void locked(Round round) throws IOException {
        Archiver.clean(settings);
        Manifest manifest = Manifest.healed(settings.directory(), settings.name());
        part(round, "archive", () -> archive(manifest, round));
        part(
                round,
                "retention",
                () -> holds.use(held -> new Retention(settings, manifest, round, counts, held).enforce()));
        archivedBytes =
                manifest.live().stream().mapToLong(ArchivedLog::archiveBytes).sum();
    }

    /** A store that takes nothing must not keep what is too old or too much from being deleted. */
    private static void part(Round round, String what, DirectoryLock.Work work) {
        try {
            work.run();
        } catch (Throwable failed) {
            round.failed(what, failed);
        }
    }

    private void archive(Manifest manifest, Round round) throws IOException {
        Archiver archiver = new Archiver(settings, manifest, round);
        archiver.cleanStore();
        List<LogFile> due = new ArrayList<>(due(round.now));
        due.sort(Comparator.comparing(file -> failedBefore.contains(file.name().live())));
        for (LogFile file : due) {
            if (ending.getAsBoolean() || round.failed.size() == FAILURES_IN_A_ROUND) {
                return;
            }
            archive(archiver, file, round);
        }
        archiver.recover(settings.logs().files());
    }

    private static void archive(Archiver archiver, LogFile file, Round round) {
        try {
            archiver.archive(file);
        } catch (Throwable failed) {
            round.failed(file.name().live(), failed);
        }
    }

    private List<LogFile> due(Instant now) throws IOException {
        Instant latest = now.minus(settings.after());
        return settings.logs().closed(now).stream()
                .filter(file -> !file.modified().isAfter(latest))
                .toList();
    }
}
