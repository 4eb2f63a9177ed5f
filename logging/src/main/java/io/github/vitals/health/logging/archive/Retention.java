package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Deletes what is too old or too much, and nothing that is held, within one round. Not thread-safe. */
final class Retention {
    private static final Logger LOG = LoggerFactory.getLogger(LogArchive.class);

    private final Settings settings;
    private final Manifest manifest;
    private final Round round;
    private final Counts counts;
    private final List<LegalHold> holds;

    Retention(Settings settings, Manifest manifest, Round round, Counts counts, List<LegalHold> holds) {
        this.settings = settings;
        this.manifest = manifest;
        this.round = round;
        this.counts = counts;
        this.holds = holds;
    }

    void enforce() throws IOException {
        try {
            finish();
        } catch (IOException failed) {
            round.failed(settings.name(), failed);
        }
        for (ArchivedLog log : oldestFirst()) {
            if (!round.now.isBefore(expiry(log))) {
                delete(log, Deletion.RETENTION);
            }
        }
        shrink();
    }

    /** Deletions that were entered in the manifest, and then came a crash or the store failed. */
    private void finish() throws IOException {
        for (String stored : settings.store().list(settings.name() + "-")) {
            Optional<LogFileName> archive = LogFileName.archive(settings.name(), stored);
            Optional<Manifest.Gone> gone = manifest.deleted(stored);
            if (archive.isPresent() && gone.isPresent()) {
                finish(archive.get(), gone.get());
            }
        }
    }

    /** What is held by now is entered again: it is not deleted, and no longer said to be. */
    private void finish(LogFileName archive, Manifest.Gone gone) throws IOException {
        String logClass = gone.log().map(ArchivedLog::logClass).orElse(settings.logClass());
        if (!held(logClass, archive.day())) {
            settings.store().delete(archive.archive());
            deleted(archive.archive(), logClass, gone.reason());
        } else if (gone.log().isPresent()) {
            manifest.archived(gone.log().get());
        }
    }

    private List<ArchivedLog> oldestFirst() {
        List<ArchivedLog> logs = new ArrayList<>(manifest.live());
        logs.removeIf(log -> LogFileName.archive(settings.name(), log.archive()).isEmpty());
        logs.sort(Comparator.comparing(this::name));
        return logs;
    }

    private LogFileName name(ArchivedLog log) {
        return LogFileName.archive(settings.name(), log.archive()).orElseThrow();
    }

    /** From the end of the file's day, or from its last line if that is later; no line is later than its archive. */
    private Instant expiry(ArchivedLog log) {
        if (settings.retention().isZero()) {
            return Instant.MAX;
        }
        Instant end = name(log).day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
        Instant last =
                log.last().filter(time -> !time.isAfter(log.archivedAt())).orElse(end);
        return (last.isAfter(end) ? last : end).plus(settings.retention());
    }

    private void shrink() throws IOException {
        List<LogFile> closed = settings.logs().closed(round.now);
        long total = closed.stream().mapToLong(LogFile::bytes).sum();
        for (ArchivedLog log : manifest.live()) {
            total += log.archiveBytes();
        }
        for (ArchivedLog log : oldestFirst()) {
            if (total > settings.totalSizeCap() && delete(log, Deletion.CAP)) {
                total -= log.archiveBytes();
            }
        }
        for (LogFile file : closed) {
            if (total > settings.totalSizeCap() && drop(file)) {
                total -= file.bytes();
            }
        }
    }

    /** What the store does not delete now is deleted in another round. */
    private boolean delete(ArchivedLog log, Deletion reason) throws IOException {
        if (held(log.logClass(), name(log).day())) {
            round.heldBack.add(log.archive());
            return false;
        }
        manifest.deleted(log.archive(), reason, round.now);
        settings.steps().accept(Step.DELETION_RECORDED);
        try {
            settings.store().delete(log.archive());
            settings.steps().accept(Step.DELETED);
            deleted(log.archive(), log.logClass(), reason);
        } catch (IOException failed) {
            round.failed(log.archive(), failed);
        }
        return true;
    }

    private boolean drop(LogFile file) throws IOException {
        if (held(settings.logClass(), file.name().day()) || !file.unchanged()) {
            round.heldBack.add(file.name().live());
            return false;
        }
        manifest.dropped(file, round.now);
        settings.steps().accept(Step.DELETION_RECORDED);
        Durable.delete(file.path());
        settings.steps().accept(Step.DELETED);
        deleted(file.name().live(), settings.logClass(), Deletion.UNARCHIVED);
        return true;
    }

    private boolean held(String logClass, LocalDate day) {
        return holds.stream().anyMatch(hold -> hold.covers(settings.name(), logClass, day));
    }

    private void deleted(String file, String logClass, Deletion reason) {
        round.deleted.add(file);
        counts.deleted(reason);
        LOG.atLevel(reason == Deletion.UNARCHIVED ? Level.WARN : Level.INFO)
                .addKeyValue("event.action", "log-archive-deleted")
                .addKeyValue("file.name", file)
                .addKeyValue("log.class", logClass)
                .addKeyValue("reason", reason.text())
                .log(
                        reason == Deletion.UNARCHIVED
                                ? "A log file was deleted before it was archived: its lines are lost"
                                : "An archived log file was deleted");
    }
}
