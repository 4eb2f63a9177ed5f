package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Archives the closed log files of one name, and deletes what is too old or too much.
 *
 * <p>A file {@code <name>-<yyyy-MM-dd>.<n>.json} is compressed into a temporary file, given to the store, read back and
 * compared, entered in {@code manifest-<name>.jsonl} with its checksums, looked at again, and only then deleted. Each step
 * may be the last before a crash: the next round finishes it. The file that is written now, the newest of all and the
 * newest of today are never touched, nor are files with other names or symbolic links.
 *
 * <p>Archives are deleted when their class's retention is over, counted from the end of their day. If closed files and
 * archives together are larger than the cap, the oldest archives go first, then the oldest closed files, which is said as
 * a loss. What a {@link LegalHold} covers stays; if the file of the holds is damaged, nothing is deleted at all.
 *
 * <p>A round that fails is told of once, in the log, and so is the first that succeeds again.
 *
 * <pre>{@code
 * LogArchive archive = LogArchive.builder(Path.of("logs"), "audit").logClass("audit").start();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class LogArchive implements AutoCloseable {
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final int TICKS_OF_A_ROUND = 60;
    private static final Duration GOODBYE = Duration.ofSeconds(10);

    private final Settings settings;
    private final Holds holds;
    private final Counts counts;
    private final Rounds rounds;
    private volatile boolean closed;
    private volatile Optional<ScheduledExecutorService> schedule = Optional.empty();
    private volatile List<LogFile> backlog = List.of();
    private int ticks;

    LogArchive(Settings settings) {
        this.settings = settings;
        this.holds = new Holds(settings.directory());
        this.counts = new Counts(settings.name());
        this.rounds = new Rounds(settings, holds, counts, () -> closed);
    }

    /**
     * Starts to set up an archive.
     *
     * @param directory that is logged to
     * @param name that its files begin with: letters, digits, dots, dashes and underscores
     * @return a builder
     */
    public static LogArchiveBuilder builder(Path directory, String name) {
        return new LogArchiveBuilder(directory, name);
    }

    /**
     * Does one round, in the calling thread. It throws nothing: what fails is in what it returns.
     *
     * @return what was done
     */
    public synchronized ArchiveRound run() {
        ArchiveRound round = rounds.run();
        backlog = rounds.backlog();
        return round;
    }

    /**
     * Does a round now and every minute, and within a second of more than the cap, on one daemon thread, until it is
     * closed. Starting twice does nothing.
     */
    public synchronized void start() {
        if (closed || schedule.isPresent()) {
            return;
        }
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "log-archive-" + settings.name());
            thread.setDaemon(true);
            return thread;
        });
        var unused = executor.scheduleWithFixedDelay(this::tick, 0, TICK.toSeconds(), TimeUnit.SECONDS);
        schedule = Optional.of(executor);
    }

    /** A flood fills a disk within the minute between two rounds. */
    synchronized void tick() {
        if (ticks++ % TICKS_OF_A_ROUND == 0 || rounds.tooMuch()) {
            run();
        }
    }

    /**
     * Keeps files from being deleted; none that it covers is deleted after this has returned.
     *
     * @param hold what is kept; its id is not in use
     * @throws IOException if it cannot be written, or the file of the holds is damaged
     */
    public void hold(LegalHold hold) throws IOException {
        holds.set(hold);
    }

    /**
     * Ends a legal hold.
     *
     * @param id of the hold
     * @param by who asked for it
     * @throws IOException if it cannot be written, or the file of the holds is damaged
     */
    public void release(String id, String by) throws IOException {
        holds.release(id, by);
    }

    /**
     * Tells which legal holds are set in the archive directory, for this name or another.
     *
     * @return all of them
     * @throws IOException if they cannot be read
     */
    public List<LegalHold> holds() throws IOException {
        return holds.list();
    }

    /**
     * Tells what is archived according to the manifest.
     *
     * @return what is not deleted
     * @throws IOException if the manifest cannot be read
     */
    public List<ArchivedLog> archived() throws IOException {
        return Manifest.read(settings.directory(), settings.name()).live();
    }

    /**
     * Reads all archives again and compares them with the manifest. Nothing is changed.
     *
     * @return what is as it should be and what is not
     * @throws IOException if the manifest cannot be read or the store not be listed
     */
    public ArchiveVerification verify() throws IOException {
        return ArchiveVerification.of(settings.directory(), settings.name(), settings.store());
    }

    /**
     * How many closed files were due and not archived at the end of the last round.
     *
     * @return 0 before the first round
     */
    public int backlogFiles() {
        return backlog.size();
    }

    /**
     * How large the closed files are that were due and not archived at the end of the last round.
     *
     * @return bytes
     */
    public long backlogBytes() {
        return backlog.stream().mapToLong(LogFile::bytes).sum();
    }

    /**
     * How long ago the oldest file of the backlog was last written to.
     *
     * @return zero if there is none
     */
    public Duration backlogAge() {
        return backlog.stream()
                .map(file -> Duration.between(file.modified(), settings.clock().instant()))
                .max(Duration::compareTo)
                .orElse(Duration.ZERO);
    }

    /**
     * How many files were archived.
     *
     * @return a count that only grows
     */
    public long archivedTotal() {
        return counts.archived();
    }

    /**
     * How often a file could not be archived or deleted.
     *
     * @return a count that only grows
     */
    public long failuresTotal() {
        return counts.failures();
    }

    /**
     * How many files were deleted for a reason.
     *
     * @param reason why
     * @return a count that only grows
     */
    public long deletedTotal(Deletion reason) {
        return counts.deletedTotal(reason);
    }

    /**
     * What has made rounds fail.
     *
     * @return empty if the last one did not
     */
    public Optional<Failure> failing() {
        return counts.failing();
    }

    /**
     * Why closed files cannot be archived or deleted. Immutable.
     *
     * @param since when the first round failed
     * @param why what the system said to that one, without secrets
     */
    public record Failure(Instant since, String why) {}

    /** Ends after the file at hand, which is waited for up to 10 seconds; what is left is done after the next start. */
    @Override
    public void close() {
        closed = true;
        schedule.ifPresent(LogArchive::end);
    }

    private static void end(ScheduledExecutorService executor) {
        executor.shutdown();
        try {
            if (!executor.awaitTermination(GOODBYE.toSeconds(), TimeUnit.SECONDS)) {
                executor.shutdownNow();
            }
        } catch (InterruptedException interrupted) {
            executor.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
