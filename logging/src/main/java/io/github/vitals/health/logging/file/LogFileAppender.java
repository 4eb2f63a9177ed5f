package io.github.vitals.health.logging.file;

import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Writes events to files {@code <directory>/<prefix>-<day>.<n>.json} without ever holding up the application.
 *
 * <p>The caller encodes the event and puts the line in a bounded queue, of 8192 events and 16 MB by default; a thread of
 * its own writes. A full disk, a lost directory or a slow one fill the queue; then the oldest events of the lowest level
 * go, and the log says so. Writing goes on at the very byte once it can. The next file, with the next number, comes at
 * 100 MB or at midnight UTC; no file is ever renamed or cut. Closed files older than 14 days, and the oldest beyond 5 GB
 * in all, are deleted, unless {@code deleteClosed} is false. A second process with the same directory and prefix has files
 * of its own.
 *
 * <pre>{@code
 * <appender name="FILE" class="io.github.vitals.health.logging.file.LogFileAppender">
 *   <encoder class="io.github.vitals.health.logging.LogEncoder"/>
 *   <directory>/var/log/orders</directory>
 *   <prefix>orders</prefix>
 *   <maxFileSize>100MB</maxFileSize>
 * </appender>
 * }</pre>
 *
 * <p>Set up by Logback before it is started, and asked from then on; thread-safe from then on.
 */
public final class LogFileAppender extends LogOutput {
    private @Nullable String directory;
    private @Nullable String prefix;
    private String suffix = ".json";
    private long maxFileSize = 100L * 1024 * 1024;
    private boolean deleteClosed = true;
    private int maxDays = 14;
    private long totalSizeCap = 5L * 1024 * 1024 * 1024;

    /** An appender with the defaults; the setters change them. */
    public LogFileAppender() {
        this(InstantSource.system(), LogWriter.Backoff.STANDARD);
    }

    LogFileAppender(InstantSource clock, LogWriter.Backoff backoff) {
        super(clock, backoff);
    }

    /**
     * Sets where the files are.
     *
     * @param directory is made if it is not there
     */
    public void setDirectory(String directory) {
        this.directory = directory;
    }

    /**
     * Sets how the names of the files begin.
     *
     * @param prefix of letters, digits, dots, hyphens and underscores, a hyphen takes the place of others; the name of the
     *     appender by default
     */
    public void setPrefix(String prefix) {
        this.prefix = prefix;
    }

    /**
     * Sets how the names of the files end.
     *
     * @param suffix {@code .json} by default
     */
    public void setSuffix(String suffix) {
        if (!suffix.startsWith(".") || suffix.contains("/")) {
            throw new IllegalArgumentException("suffix: " + suffix + " (expected: begins with a dot, without /)");
        }
        this.suffix = suffix;
    }

    /**
     * Sets at which size the next file begins.
     *
     * @param size for example {@code 100MB}, which is the default
     */
    public void setMaxFileSize(FileSize size) {
        maxFileSize = positive("maxFileSize", size.getSize());
    }

    /**
     * Sets whether closed files are deleted.
     *
     * @param delete true by default; false where something else sees to them
     */
    public void setDeleteClosed(boolean delete) {
        deleteClosed = delete;
    }

    /**
     * Sets how many days closed files are kept.
     *
     * @param days 14 by default; 0 for any number
     */
    public void setMaxDays(int days) {
        if (days < 0) {
            throw new IllegalArgumentException("maxDays: " + days + " (expected: >= 0)");
        }
        maxDays = days;
    }

    /**
     * Sets how many bytes closed files may have in all.
     *
     * @param cap for example {@code 5GB}, which is the default; 0 for any number
     */
    public void setTotalSizeCap(FileSize cap) {
        totalSizeCap = cap.getSize();
    }

    @Override
    Function<TornLines.Listener, Sink> sinks(InstantSource clock) {
        String folder = directory;
        if (folder == null || folder.isBlank()) {
            throw new IllegalArgumentException("directory: none (expected: where the files are)");
        }
        String begin = (prefix == null || prefix.isBlank() ? name() : prefix).replaceAll("[^\\w.-]", "-");
        FileSettings settings = new FileSettings(
                new LogFiles(Path.of(folder), begin, suffix), name(), maxFileSize, deleteClosed, maxDays, totalSizeCap);
        return torn -> new FileSink(settings, torn, clock);
    }
}
