package io.github.vitals.health.logging.archive;

import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Sets up a {@link LogArchive}. Not thread-safe. */
public final class LogArchiveBuilder {
    private static final Map<String, Duration> RETENTION =
            Map.of("application", Duration.ofDays(30), "access", Duration.ofDays(90), "audit", Duration.ofDays(365));

    private final Path directory;
    private final String name;
    private String logClass = "application";
    private Duration after = Duration.ofHours(24);
    private Path archiveDirectory;
    private @Nullable ArchiveStore store;
    private @Nullable Duration retention;
    private long totalSizeCap = 2_000_000_000L;
    private Supplier<Optional<Path>> open = Optional::empty;
    private InstantSource clock = InstantSource.system();
    private Consumer<Step> steps = step -> {};

    LogArchiveBuilder(Path directory, String name) {
        this.directory = directory;
        this.name = LogFileName.name("name", name);
        this.archiveDirectory = directory.resolve("archive");
    }

    /**
     * Sets the class of log, which decides how long it is kept: {@code application} (default), {@code access}, {@code
     * audit} or a word of your own.
     *
     * @param className letters, digits, dots, dashes and underscores
     * @return this
     */
    public LogArchiveBuilder logClass(String className) {
        this.logClass = LogFileName.name("logClass", className);
        return this;
    }

    /**
     * Sets how long after it was last written to a file may be archived: longer than whoever ships it may be behind.
     *
     * @param quiet 0 or more; default 24 hours
     * @return this
     */
    public LogArchiveBuilder after(Duration quiet) {
        this.after = notNegative("after", quiet);
        return this;
    }

    /**
     * Sets where manifest, holds and temporary files are kept, and archives too unless there is a {@link #store}.
     *
     * @param archive default {@code archive} in the directory that is logged to
     * @return this
     */
    public LogArchiveBuilder archiveDirectory(Path archive) {
        this.archiveDirectory = archive;
        return this;
    }

    /**
     * Sets where archives are kept.
     *
     * @param archives default: the archive directory
     * @return this
     */
    public LogArchiveBuilder store(ArchiveStore archives) {
        this.store = archives;
        return this;
    }

    /**
     * Sets how long archives are kept after the end of their day.
     *
     * @param time 0 is for ever; default 30 days for application logs, 90 for access, 365 for audit; for a class of
     *     your own for ever
     * @return this
     */
    public LogArchiveBuilder retention(Duration time) {
        this.retention = notNegative("retention", time);
        return this;
    }

    /**
     * Sets how large closed files and archives may be together.
     *
     * @param bytes more than 0; default 2,000,000,000
     * @return this
     */
    public LogArchiveBuilder totalSizeCap(long bytes) {
        if (bytes <= 0) {
            throw new IllegalArgumentException("totalSizeCap: " + bytes + " (expected: > 0)");
        }
        this.totalSizeCap = bytes;
        return this;
    }

    /**
     * Sets who knows the file that is written now, which is never touched.
     *
     * @param now gives it; by default nobody knows, and only the newest files are not touched
     * @return this
     */
    public LogArchiveBuilder open(Supplier<Optional<Path>> now) {
        this.open = now;
        return this;
    }

    /**
     * Sets the clock that ages are measured with.
     *
     * @param time default: the system's
     * @return this
     */
    public LogArchiveBuilder clock(InstantSource time) {
        this.clock = time;
        return this;
    }

    LogArchiveBuilder steps(Consumer<Step> heard) {
        this.steps = heard;
        return this;
    }

    /**
     * Makes it; only {@link LogArchive#run()} does a round until it is started.
     *
     * @return an archive
     */
    public LogArchive build() {
        return new LogArchive(new Settings(
                new LogDirectory(directory, name, open),
                name,
                logClass,
                after,
                archiveDirectory,
                store == null ? ArchiveStore.directory(archiveDirectory) : store,
                retention == null ? RETENTION.getOrDefault(logClass, Duration.ZERO) : retention,
                totalSizeCap,
                clock,
                steps));
    }

    /**
     * Makes and starts it.
     *
     * @return an archive that does a round now and every minute
     */
    public LogArchive start() {
        LogArchive archive = build();
        archive.start();
        return archive;
    }

    private static Duration notNegative(String argument, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(argument + ": " + value + " (expected: >= 0)");
        }
        return value;
    }
}
