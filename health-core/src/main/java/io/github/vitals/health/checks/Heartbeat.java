package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * A job that reports in itself, instead of being asked: a nightly import, a consumer's loop, a cron job. Silence for
 * longer than a time to live is DOWN with reason {@code silent}.
 *
 * <pre>{@code
 * Heartbeat imports = Heartbeat.within(Duration.ofHours(25));
 * HealthRegistry health = HealthRegistry.builder().check("nightly-import", imports).start();
 * // in the job, when it has done its work:
 * imports.beat();
 * }</pre>
 *
 * <p>The job may also report a result of its own ({@link #report}): that is the check's result until the next report, or
 * until the time to live is over. Before the first report the check is UP, and silence counts from when the heartbeat was
 * made. Nothing is kept over a restart of the process.
 *
 * <p>Policy unless said otherwise: inline, and both thresholds are 1, so that a change shows at the next run, by default
 * within 11 s. Details: {@code silent} (how long nothing was heard) and {@code timeToLive}.
 *
 * <p>Thread-safe.
 */
public final class Heartbeat implements HealthCheck {
    private final Duration timeToLive;
    private final LongSupplier ticker;
    private volatile Report latest;

    private Heartbeat(Duration timeToLive, LongSupplier ticker) {
        this.timeToLive = Arguments.requirePositive("timeToLive", timeToLive);
        this.ticker = ticker;
        this.latest = new Report(ticker.getAsLong(), null);
    }

    /** What was last heard, and when; nothing has been said if there is no result. */
    private record Report(long tick, @Nullable HealthResult result) {}

    /**
     * A heartbeat that is expected again and again.
     *
     * @param timeToLive how long there may be silence; more than zero. Allow for the job's own duration
     * @return a heartbeat, to be registered as a check and to be called by the job
     * @throws IllegalArgumentException if the time is not more than zero
     */
    public static Heartbeat within(Duration timeToLive) {
        return new Heartbeat(timeToLive, System::nanoTime);
    }

    static Heartbeat within(Duration timeToLive, LongSupplier ticker) {
        return new Heartbeat(timeToLive, ticker);
    }

    /** The job has done its work. Never blocks. */
    public void beat() {
        report(HealthResult.up());
    }

    /**
     * The job says how it went. Never blocks.
     *
     * @param result what the check answers until the next report, for example
     *     {@code HealthResult.degraded(FailureReason.ASSERTION, "3 of 900 orders were skipped")}
     */
    public void report(HealthResult result) {
        latest = new Report(ticker.getAsLong(), Arguments.requireNonNull("result", result, "a HealthResult"));
    }

    @Override
    public HealthResult check(CheckContext context) {
        Report heard = latest;
        Duration silent = Duration.ofNanos(Math.max(0, ticker.getAsLong() - heard.tick));
        HealthResult result = heard.result;
        if (silent.compareTo(timeToLive) > 0) {
            String since = result == null ? "never heard, for " : "nothing heard for ";
            String before = result == null || result.status() == HealthStatus.UP ? "" : "; last heard: " + result;
            return facts(HealthResult.down(FailureReason.SILENT, since + seconds(silent) + before), silent);
        }
        return facts(result == null ? HealthResult.up("not heard yet") : result, silent);
    }

    private HealthResult facts(HealthResult result, Duration silent) {
        return result.detail("silent", seconds(silent).toString()).detail("timeToLive", timeToLive.toString());
    }

    private static Duration seconds(Duration exact) {
        return Duration.ofSeconds(exact.toSeconds());
    }

    @Override
    public void defaults(CheckPolicyBuilder policy) {
        policy.inline(true).failureThreshold(1).successThreshold(1);
    }

    @Override
    public String toString() {
        return "Heartbeat[" + timeToLive + "]";
    }
}
