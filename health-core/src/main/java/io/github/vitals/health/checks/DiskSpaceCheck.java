package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * Looks at the free space of the file stores that hold some paths, and at when they will be full.
 *
 * <p>Free is what this JVM may use ({@link java.nio.file.FileStore#getUsableSpace}), so without what is reserved for
 * root and, where the file system tells, within quotas. A store is judged by bytes and by percent, and the worse counts.
 * The result is as bad as the worst store, and its message names every store that is not well.
 *
 * <p>When a store will be full is told from a straight line through the samples of the last {@link Builder#trend trend}
 * window: at most one in a sixtieth of it is kept, and nothing is said until half of it has been seen. A forecast makes
 * a store DEGRADED, never DOWN.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#degradedBelow degradedBelow}</td><td>10 % free, 100 MiB free</td></tr>
 *   <tr><td>{@link Builder#downBelow downBelow}</td><td>3 % free, 10 MiB free</td></tr>
 *   <tr><td>{@link Builder#fullWithin fullWithin}</td><td>DEGRADED if full within 4 h</td></tr>
 *   <tr><td>{@link Builder#trend trend}</td><td>1 h</td></tr>
 *   <tr><td>policy</td><td>period 1 min</td></tr>
 * </table>
 *
 * <p>Reasons: {@code saturated} for too little space, now or soon; {@code assertion} for a path that does not exist,
 * which is DOWN; {@code exception} if the store could not be read, which is DOWN too. A store that reports no size at
 * all, as {@code /proc} does, is UNKNOWN. Details, for each path {@code p}: {@code p.freeBytes}, {@code p.totalBytes},
 * {@code p.freePercent}, and {@code p.fullIn}, an ISO 8601 duration, while the free space shrinks.
 *
 * <p>A network file system that hangs holds the run's thread until it comes back; give such a path a check of its own.
 *
 * <p>Thread-safe.
 */
public final class DiskSpaceCheck implements HealthCheck {
    private static final int MOST_PATHS = 16;

    private final List<Disk> disks;
    private final Volume volume;
    private final LongSupplier ticker;
    private final Limits percent;
    private final Limits bytes;
    private final Duration fullWithin;

    /** A path and what was free there before. */
    private record Disk(Path path, Series free) {}

    private DiskSpaceCheck(Builder builder) {
        this.disks = builder.paths.stream()
                .map(path -> new Disk(path, new Series(builder.trend)))
                .toList();
        this.volume = builder.volume;
        this.ticker = builder.ticker;
        this.percent = Limits.falling(
                "downBelow percent", "degradedBelow percent", builder.degradedPercent, builder.downPercent);
        this.bytes = Limits.falling(
                "downBelow bytes", "degradedBelow bytes", (double) builder.degradedBytes, (double) builder.downBytes);
        this.fullWithin = builder.fullWithin;
    }

    /**
     * A check with the default limits.
     *
     * @param paths 1 to 16 files or folders, each standing for the store it is on; they need not exist yet
     * @return the check
     * @throws IllegalArgumentException if there are none or too many
     */
    public static DiskSpaceCheck of(Path... paths) {
        return builder(paths).build();
    }

    /**
     * Starts to describe a check.
     *
     * @param paths 1 to 16 files or folders, each standing for the store it is on; they need not exist yet
     * @return a new builder
     * @throws IllegalArgumentException if there are none or too many
     */
    public static Builder builder(Path... paths) {
        return new Builder(Arguments.requireSome("paths", paths, MOST_PATHS, "a path"));
    }

    @Override
    public HealthResult check(CheckContext context) {
        Verdict verdict = new Verdict();
        for (Disk disk : disks) {
            try {
                judge(disk, volume.read(disk.path), verdict);
            } catch (NoSuchFileException missing) {
                verdict.find(HealthStatus.DOWN, FailureReason.ASSERTION, disk.path + " does not exist");
            } catch (IOException unreadable) {
                verdict.find(
                                HealthStatus.DOWN,
                                FailureReason.EXCEPTION,
                                disk.path + " could not be read: " + unreadable)
                        .causedBy(unreadable);
            }
        }
        return verdict.result();
    }

    private void judge(Disk disk, Volume.Space space, Verdict verdict) {
        if (space.totalBytes() <= 0) {
            verdict.find(HealthStatus.UNKNOWN, FailureReason.ASSERTION, disk.path + " reports no size");
            return;
        }
        double freePercent = Texts.percent(space.freeBytes(), space.totalBytes());
        verdict.detail(disk.path + ".freeBytes", space.freeBytes())
                .detail(disk.path + ".totalBytes", space.totalBytes())
                .detail(disk.path + ".freePercent", Texts.rounded(freePercent));
        HealthStatus now = percent.whenLow(freePercent).worst(bytes.whenLow((double) space.freeBytes()));
        verdict.find(
                now,
                FailureReason.SATURATED,
                disk.path + " has " + Texts.bytes(space.freeBytes()) + " free (" + Texts.number(freePercent) + " %)");
        foresee(disk, space.freeBytes(), verdict);
    }

    private void foresee(Disk disk, long freeBytes, Verdict verdict) {
        disk.free.add(ticker.getAsLong(), (double) freeBytes);
        disk.free.runsOutIn((double) freeBytes).ifPresent(fullIn -> {
            verdict.detail(disk.path + ".fullIn", fullIn);
            if (fullIn.compareTo(fullWithin) < 0) {
                verdict.find(HealthStatus.DEGRADED, FailureReason.SATURATED, disk.path + " will be full in " + fullIn);
            }
        });
    }

    /**
     * Sets a period of 1 min.
     *
     * @param policy the policy to be
     */
    @Override
    public void defaults(CheckPolicyBuilder policy) {
        policy.period(Duration.ofMinutes(1));
    }

    @Override
    public String toString() {
        return "DiskSpaceCheck" + disks.stream().map(Disk::path).toList();
    }

    /** Describes a {@link DiskSpaceCheck}. Not thread-safe. */
    public static final class Builder {
        private final List<Path> paths;
        private double degradedPercent = 10;
        private double downPercent = 3;
        private long degradedBytes = 100L << 20;
        private long downBytes = 10L << 20;
        private Duration fullWithin = Duration.ofHours(4);
        private Duration trend = Duration.ofHours(1);
        private Volume volume = Volume.REAL;
        private LongSupplier ticker = System::nanoTime;

        private Builder(List<Path> paths) {
            this.paths = paths;
        }

        /**
         * Sets below what a store is DEGRADED; 10 % and 100 MiB if not set.
         *
         * @param percent of the store's size, 0 to 100; 0 to judge by bytes alone
         * @param bytes at least 0; 0 to judge by percent alone
         * @return this builder
         * @throws IllegalArgumentException if a limit is out of range
         */
        public Builder degradedBelow(double percent, long bytes) {
            this.degradedPercent = requireFree("degradedBelow percent", percent);
            this.degradedBytes = Arguments.requireAtLeast("degradedBelow bytes", bytes, 0);
            return this;
        }

        /**
         * Sets below what a store is DOWN; 3 % and 10 MiB if not set.
         *
         * @param percent of the store's size, 0 to 100; 0 to judge by bytes alone
         * @param bytes at least 0; 0 to judge by percent alone
         * @return this builder
         * @throws IllegalArgumentException if a limit is out of range
         */
        public Builder downBelow(double percent, long bytes) {
            this.downPercent = requireFree("downBelow percent", percent);
            this.downBytes = Arguments.requireAtLeast("downBelow bytes", bytes, 0);
            return this;
        }

        /**
         * Sets how soon a store must be going to be full to be DEGRADED; 4 h if not set.
         *
         * @param fullWithin at least zero; zero to judge nothing by the forecast
         * @return this builder
         * @throws IllegalArgumentException if it is negative or longer than 10 years
         */
        public Builder fullWithin(Duration fullWithin) {
            this.fullWithin = Arguments.requireNotNegative("fullWithin", fullWithin);
            return this;
        }

        /**
         * Sets over what time the forecast looks back; 1 h if not set.
         *
         * @param trend more than zero; several times the policy's period
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero, or longer than 10 years
         */
        public Builder trend(Duration trend) {
            this.trend = Arguments.requirePositive("trend", trend);
            return this;
        }

        Builder reading(Volume volume, LongSupplier ticker) {
            this.volume = volume;
            this.ticker = ticker;
            return this;
        }

        /**
         * Makes the check.
         *
         * @return a new check, which has seen no samples yet
         * @throws IllegalArgumentException if a limit for DOWN is above the one for DEGRADED
         */
        public DiskSpaceCheck build() {
            return new DiskSpaceCheck(this);
        }

        private static double requireFree(String argument, double percent) {
            if (!(percent >= 0 && percent <= 100)) {
                throw Arguments.invalid(argument, percent, "0 to 100");
            }
            return percent;
        }
    }
}
