package io.github.vitals.health.logging.archive;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.spi.ContextAwareBase;
import ch.qos.logback.core.spi.LifeCycle;
import ch.qos.logback.core.util.FileSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A {@link LogArchive} for Logback's XML: started with the context, and ended with it or when it is configured anew.
 *
 * <pre>{@code
 * <contextListener class="io.github.vitals.health.logging.archive.LogArchiving">
 *   <directory>logs</directory>
 *   <name>audit</name>
 *   <logClass>audit</logClass>
 *   <retention>365 days</retention>
 *   <totalSizeCap>2GB</totalSizeCap>
 * </contextListener>
 * }</pre>
 *
 * <p>Directory and name must be set; the others have the defaults of {@link LogArchiveBuilder}. It can also be nested in
 * an appender that has a property for it. If it cannot be set up it says so in Logback's status and does nothing. Set up
 * by one thread; thread-safe from then on.
 */
public final class LogArchiving extends ContextAwareBase implements LoggerContextListener, LifeCycle {
    private String directory = "";
    private String name = "";
    private @Nullable String archiveDirectory;
    private @Nullable String logClass;
    private @Nullable Duration after;
    private @Nullable Duration retention;
    private @Nullable FileSize totalSizeCap;
    private @Nullable Supplier<Optional<Path>> open;
    private volatile @Nullable LogArchive archive;

    /** One that the setters describe. */
    public LogArchiving() {}

    /**
     * Sets the directory that is logged to.
     *
     * @param path of the directory
     */
    public void setDirectory(String path) {
        this.directory = path;
    }

    /**
     * Sets the name that the files begin with.
     *
     * @param ofFiles letters, digits, dots, hyphens and underscores; a hyphen takes the place of others
     */
    public void setName(String ofFiles) {
        this.name = ofFiles.replaceAll("[^\\w.-]", "-");
    }

    /**
     * Sets the archive directory.
     *
     * @param path of the directory
     */
    public void setArchiveDirectory(String path) {
        this.archiveDirectory = path;
    }

    /**
     * Sets the class of log.
     *
     * @param className {@code application}, {@code access}, {@code audit} or a word of your own
     */
    public void setLogClass(String className) {
        this.logClass = className;
    }

    /**
     * Sets how long after it was last written to a file may be archived.
     *
     * @param quiet for example {@code 24 hours}
     */
    public void setAfter(ch.qos.logback.core.util.Duration quiet) {
        this.after = Duration.ofMillis(quiet.getMilliseconds());
    }

    /**
     * Sets how long archives are kept.
     *
     * @param time for example {@code 30 days}; {@code 0 days} is for ever
     */
    public void setRetention(ch.qos.logback.core.util.Duration time) {
        this.retention = Duration.ofMillis(time.getMilliseconds());
    }

    /**
     * Sets how large closed files and archives may be together.
     *
     * @param size for example {@code 2GB}
     */
    public void setTotalSizeCap(FileSize size) {
        this.totalSizeCap = size;
    }

    /**
     * Sets who knows the file that is written now.
     *
     * @param now gives it
     */
    public void setOpen(Supplier<Optional<Path>> now) {
        this.open = now;
    }

    /**
     * The archive that was started.
     *
     * @return empty before the start and after the end
     */
    public Optional<LogArchive> archive() {
        return Optional.ofNullable(archive);
    }

    /**
     * The name that the files begin with.
     *
     * @return empty if it was not set
     */
    public String name() {
        return name;
    }

    /** Starts it; starting twice does nothing. */
    @Override
    public synchronized void start() {
        if (archive != null) {
            return;
        }
        try {
            if (directory.isBlank()) {
                throw new IllegalArgumentException("directory: '' (expected: the directory that is logged to)");
            }
            archive = builder().start();
        } catch (IllegalArgumentException wrong) {
            addError("Closed log files are not archived: " + wrong.getMessage());
        }
    }

    private LogArchiveBuilder builder() {
        LogArchiveBuilder builder = LogArchive.builder(Path.of(directory), name);
        if (archiveDirectory != null) {
            builder.archiveDirectory(Path.of(archiveDirectory));
        }
        if (logClass != null) {
            builder.logClass(logClass);
        }
        if (after != null) {
            builder.after(after);
        }
        if (retention != null) {
            builder.retention(retention);
        }
        if (totalSizeCap != null) {
            builder.totalSizeCap(totalSizeCap.getSize());
        }
        if (open != null) {
            builder.open(open);
        }
        return builder;
    }

    /** Ends it; ending twice does nothing. */
    @Override
    public synchronized void stop() {
        if (archive != null) {
            archive.close();
            archive = null;
        }
    }

    @Override
    public boolean isStarted() {
        return archive != null;
    }

    /** It belongs to one configuration: the next one has its own. */
    @Override
    public boolean isResetResistant() {
        return false;
    }

    @Override
    public void onStart(LoggerContext context) {
        start();
    }

    @Override
    public void onReset(LoggerContext context) {
        stop();
    }

    @Override
    public void onStop(LoggerContext context) {
        stop();
    }

    @Override
    public void onLevelChange(Logger logger, Level level) {
        // Archiving does not depend on levels.
    }
}
