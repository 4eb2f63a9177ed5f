package io.github.vitals.health.logging.audit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An append-only log of who did what, in files {@code <directory>/<name>-<day>.<n>.json}, one JSON object a line with the
 * field names of the Elastic Common Schema. Each line has a number, the hash of the line before it and its own, across
 * files and restarts, so that {@link AuditVerifier} finds what was changed later.
 *
 * <p>{@link #record} returns when the line is on the disk; callers at the same time share one sync. One process writes a
 * log; who opens it a second time gets an error. What a crash left of a line is kept, and a record
 * {@code audit-recovered} after it tells its length and hash.
 *
 * <pre>{@code
 * try (AuditLog audit = AuditLog.builder(Path.of("/var/log/orders"), "audit").open()) {
 *     audit.record(AuditEvent.of("order-refunded").user("jane").target("order 4711").outcome(AuditOutcome.SUCCESS));
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class AuditLog implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(AuditLog.class);

    private final String name;
    private final AuditJson json = new AuditJson();
    private final InstantSource clock;
    private final AuditLock lock;
    private final AuditTail tail;
    private final AtomicLong recorded = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();

    /** Taken first, where both are. */
    private final ReentrantLock syncing = new ReentrantLock();

    private final ReentrantLock appending = new ReentrantLock();
    private Batch batch = new Batch();
    private boolean closed;

    private AuditLog(String name, InstantSource clock, AuditLock lock, AuditTail tail) {
        this.name = name;
        this.clock = clock;
        this.lock = lock;
        this.tail = tail;
    }

    /**
     * A builder with the defaults.
     *
     * @param directory where the files are; made if it is not there
     * @param name of the log, with which its files begin, for example {@code audit}
     * @return a builder
     */
    public static AuditLogBuilder builder(Path directory, String name) {
        return new AuditLogBuilder(directory, name);
    }

    static AuditLog open(String name, AuditFiles files, Seal seal, long largest, InstantSource clock) {
        try {
            Files.createDirectories(files.directory());
            AuditLock lock = AuditLock.take(files.lock());
            try {
                ChainEnd end = ChainEnd.of(files.all(), seal);
                AuditTail tail = AuditTail.open(files, seal, largest, end, day(clock.instant()));
                AuditLog opened = new AuditLog(name, clock, lock, tail);
                opened.recover(end);
                return opened;
            } catch (IOException | RuntimeException failure) {
                lock.close();
                throw failure;
            }
        } catch (IOException failure) {
            throw new AuditFailedException("audit log " + name + ": not opened: " + failure.getMessage(), failure);
        }
    }

    private void recover(ChainEnd end) {
        try {
            end.torn().ifPresent(this::recovered);
        } catch (AuditFailedException failure) {
            close();
            throw failure;
        }
    }

    private void recovered(TornLine torn) {
        AuditEvent event = AuditEvent.of("audit-recovered")
                .outcome(AuditOutcome.SUCCESS)
                .message("What was being written when the process ended is kept before this record");
        write(json.begin(event, clock.instant(), Optional.of(torn)));
        log.atWarn()
                .addKeyValue("event.action", "audit-recovered")
                .addKeyValue("audit.torn.bytes", torn.length())
                .log("An audit log ended with a line that was not written to its end, which is kept");
    }

    /**
     * Records an event.
     *
     * @param event what happened
     * @return the line's number and hash
     * @throws AuditFailedException if it is not on the disk for sure, or the log is closed
     * @throws IllegalArgumentException if the event takes more than a line may have, 256 KiB
     */
    public AuditHead record(AuditEvent event) {
        return write(json.begin(event, clock.instant(), Optional.empty()));
    }

    /**
     * Records an event that has fields of the application's own.
     *
     * @param action as of {@link AuditEvent#of}
     * @param fields as of {@link AuditEvent#with}
     * @return the line's number and hash
     * @throws AuditFailedException if it is not on the disk for sure, or the log is closed
     * @throws IllegalArgumentException if an action or a field is not one
     */
    public AuditHead record(String action, Map<String, ?> fields) {
        AuditEvent event = AuditEvent.of(action);
        for (Map.Entry<String, ?> field : fields.entrySet()) {
            event = event.with(field.getKey(), field.getValue());
        }
        return record(event);
    }

    private AuditHead write(byte[] begun) {
        try {
            AuditHead head = attempt(begun);
            recorded.incrementAndGet();
            return head;
        } catch (IOException failure) {
            failed.incrementAndGet();
            throw new AuditFailedException("audit log " + name + ": not recorded: " + failure.getMessage(), failure);
        }
    }

    private AuditHead attempt(byte[] begun) throws IOException {
        LocalDate today = day(clock.instant());
        if (tail.unsettled(today)) {
            settle(today);
        }
        Batch joined;
        AuditHead head;
        appending.lock();
        try {
            if (closed) {
                throw new IOException("closed (expected: open)");
            }
            head = tail.append(begun);
            joined = batch;
        } finally {
            appending.unlock();
        }
        commit(joined);
        return head;
    }

    /** Returns when the batch is on the disk; the first who comes syncs for all who have come until then. */
    private void commit(Batch joined) throws IOException {
        syncing.lock();
        try {
            if (!joined.decided()) {
                sync();
            }
            joined.check();
        } finally {
            syncing.unlock();
        }
    }

    private void sync() {
        Batch taken;
        AuditTail.Mark target;
        appending.lock();
        try {
            taken = batch;
            target = tail.appended();
            batch = new Batch();
        } finally {
            appending.unlock();
        }
        try {
            tail.sync(target);
            taken.succeed();
        } catch (IOException failure) {
            taken.fail(failure);
            giveUp(failure);
        }
    }

    /** What was added while the sync failed is not written either. */
    private void giveUp(IOException failure) {
        appending.lock();
        try {
            tail.rollBack();
            batch.fail(failure);
            batch = new Batch();
        } finally {
            appending.unlock();
        }
    }

    private void settle(LocalDate today) throws IOException {
        syncing.lock();
        appending.lock();
        try {
            if (!closed && tail.unsettled(today)) {
                sync();
                tail.settle(today);
            }
        } finally {
            appending.unlock();
            syncing.unlock();
        }
    }

    /**
     * Where the chain ends now: to be noted elsewhere.
     *
     * @return of the last line that is on the disk, or was when this log was opened
     */
    public AuditHead head() {
        syncing.lock();
        try {
            return tail.synced();
        } finally {
            syncing.unlock();
        }
    }

    /**
     * How many events are on the disk since this log was opened.
     *
     * @return a count that only grows
     */
    public long recorded() {
        return recorded.get();
    }

    /**
     * How many events could not be recorded.
     *
     * @return a count that only grows
     */
    public long failed() {
        return failed.get();
    }

    private static LocalDate day(Instant at) {
        return LocalDate.ofInstant(at, ZoneOffset.UTC);
    }

    /** Lets go of the file and of the lock. Closing twice does nothing. */
    @Override
    public void close() {
        syncing.lock();
        appending.lock();
        try {
            if (!closed) {
                closed = true;
                sync();
                tail.close();
                lock.close();
            }
        } catch (IOException failure) {
            throw new AuditFailedException("audit log " + name + ": not closed: " + failure.getMessage(), failure);
        } finally {
            appending.unlock();
            syncing.unlock();
        }
    }
}
