package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import org.jspecify.annotations.Nullable;

/**
 * Looks at how many file descriptors (files, sockets, pipes) this process has open, as a part of how many it may have.
 *
 * <p>Only Unix counts them, and only a JVM with the module {@code jdk.management} tells, which a trimmed runtime image or
 * a modular application may be without. Elsewhere the check is UP and says so in its message and in the detail
 * {@code supported}, false: there is nothing known that could run out.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#degradedAt degradedAt}</td><td>80 %</td></tr>
 *   <tr><td>{@link Builder#downAt downAt}</td><td>95 %</td></tr>
 * </table>
 *
 * <p>Reason: {@code saturated}. Details: {@code open}, {@code max}, {@code openPercent}.
 *
 * <p>Thread-safe.
 */
public final class FileDescriptorCheck implements HealthCheck {
    private final @Nullable OpenFiles files;
    private final Limits limits;

    private FileDescriptorCheck(Builder builder) {
        this.files = builder.files;
        this.limits = Limits.percent(builder.degradedAt, builder.downAt);
    }

    /**
     * A check with the default limits.
     *
     * @return the check
     */
    public static FileDescriptorCheck of() {
        return builder().build();
    }

    /**
     * Starts to describe a check.
     *
     * @return a new builder
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public HealthResult check(CheckContext context) {
        OpenFiles.Count count = files == null ? null : files.count();
        if (count == null || count.open() < 0 || count.max() <= 0) {
            return HealthResult.up("file descriptors are not counted on this platform")
                    .detail("supported", false);
        }
        double percent = Texts.percent(count.open(), count.max());
        return new Verdict()
                .find(
                        limits.whenHigh(percent),
                        FailureReason.SATURATED,
                        count.open() + " of " + count.max() + " file descriptors are open")
                .detail("open", count.open())
                .detail("max", count.max())
                .detail("openPercent", Texts.rounded(percent))
                .result();
    }

    @Override
    public String toString() {
        return "FileDescriptorCheck";
    }

    /** Describes a {@link FileDescriptorCheck}. Not thread-safe. */
    public static final class Builder {
        private double degradedAt = 80;
        private double downAt = 95;
        private @Nullable OpenFiles files = OpenFiles.ofProcess();

        private Builder() {}

        /**
         * Sets from what open part on it is DEGRADED; 80 % if not set.
         *
         * @param percent more than 0, at most 100
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder degradedAt(double percent) {
            this.degradedAt = Arguments.requirePercent("degradedAt", percent);
            return this;
        }

        /**
         * Sets from what open part on it is DOWN; 95 % if not set.
         *
         * @param percent more than 0, at most 100
         * @return this builder
         * @throws IllegalArgumentException if it is out of range
         */
        public Builder downAt(double percent) {
            this.downAt = Arguments.requirePercent("downAt", percent);
            return this;
        }

        Builder reading(@Nullable OpenFiles files) {
            this.files = files;
            return this;
        }

        /**
         * Makes the check.
         *
         * @return a new check
         * @throws IllegalArgumentException if {@code downAt} is less than {@code degradedAt}
         */
        public FileDescriptorCheck build() {
            return new FileDescriptorCheck(this);
        }
    }
}
