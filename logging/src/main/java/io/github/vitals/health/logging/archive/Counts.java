package io.github.vitals.health.logging.archive;

import io.github.vitals.health.logging.mask.Masker;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the rounds have done in all, and whether the last one failed; each change is told once. Thread-safe. */
final class Counts {
    private static final Logger LOG = LoggerFactory.getLogger(LogArchive.class);

    private final String name;
    private final Map<Deletion, Long> deleted = new EnumMap<>(Deletion.class);
    private long archived;
    private long failures;
    private Optional<LogArchive.Failure> failing = Optional.empty();

    Counts(String name) {
        this.name = name;
    }

    synchronized void deleted(Deletion reason) {
        deleted.merge(reason, 1L, Long::sum);
    }

    synchronized long deletedTotal(Deletion reason) {
        return deleted.getOrDefault(reason, 0L);
    }

    synchronized long archived() {
        return archived;
    }

    synchronized long failures() {
        return failures;
    }

    synchronized Optional<LogArchive.Failure> failing() {
        return failing;
    }

    void ended(Round round) {
        if (took(round)) {
            failing().ifPresentOrElse(this::tellFailing, this::tellRecovered);
        }
    }

    /** Whether it has begun to fail with this round, or ended to. */
    private synchronized boolean took(Round round) {
        archived += round.archived.size();
        failures += round.failed.size();
        boolean changed = round.failure.isPresent() != failing.isPresent();
        if (changed) {
            failing = round.failure.map(
                    why -> new LogArchive.Failure(round.now, Masker.standard().mask(why.toString())));
        }
        return changed;
    }

    private void tellFailing(LogArchive.Failure failure) {
        LOG.atWarn()
                .addKeyValue("event.action", "log-archive-failing")
                .addKeyValue("log.name", name)
                .addKeyValue("failure", failure.why())
                .log("Closed log files cannot be archived or deleted; it is tried again");
    }

    private void tellRecovered() {
        LOG.atInfo()
                .addKeyValue("event.action", "log-archive-recovered")
                .addKeyValue("log.name", name)
                .log("Closed log files are archived again");
    }
}
