package io.github.vitals.health.metrics;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.metrics.BurnRule.Burn;
import io.github.vitals.health.metrics.SloWindow.Span;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Objects;
import java.util.function.DoubleSupplier;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * An objective over what the application counts anyway, "99.9 % of the orders succeed" or "99 % are answered within
 * 300 ms", as a check: it is DOWN while the error budget burns so fast that somebody has to act now, and DEGRADED while
 * it burns faster than it lasts.
 *
 * <p>The budget is what the target leaves: of 99.9 % it is 0.1 %. The burn rate is the part of the events that was bad,
 * divided by the budget: at 1 the budget lasts just as long as the objective's window. The rules are those of the Site
 * Reliability Workbook ("Alerting on SLOs", multiple windows and burn rates): a rule has two windows and a limit, and
 * the rate must be above the limit in both. The longer one shows that it matters, the shorter one that it still goes
 * on, so that the check recovers soon after the cause has gone.
 *
 * <table>
 *   <caption>Defaults, for a window of 30 days; for others the four windows grow and shrink with it, but to no less than
 *   5 min and 1 min</caption>
 *   <tr><th>rule</th><th>windows</th><th>burn rate</th><th>uses up</th><th>status</th></tr>
 *   <tr><td>{@link SloCheckBuilder#fast fast}</td><td>1 h and 5 min</td><td>above 14.4</td>
 *     <td>2 % of the budget in 1 h</td><td>DOWN</td></tr>
 *   <tr><td>{@link SloCheckBuilder#slow slow}</td><td>6 h and 30 min</td><td>above 6</td>
 *     <td>5 % of the budget in 6 h</td><td>DEGRADED</td></tr>
 * </table>
 *
 * <p>Each run takes one sample of the counts. The samples are kept in memory, thinned out to about 200 (never more than
 * 410) whatever the period and the window, so they begin anew with the process, and a rate is right to a fortieth of its window. Time
 * without samples is bridged as if its events had come evenly. Time before the first sample counts as equally busy and
 * free of errors: a process that fails from its start is DOWN as soon as one that fails after a good hour. Counts that
 * fall have begun anew; a meter that appears has counted from zero.
 *
 * <p>A rule with fewer than 20 events in its longer window is not judged. If neither is, or the samples do not reach
 * back over the shorter window of the fast rule yet, or there is no such meter, the check is UP and says so, or UNKNOWN
 * ({@link SloCheckBuilder#whenTooLittleData whenTooLittleData}). Counts that nothing can be said by (NaN, infinite,
 * negative, of a meter that forgets) are UNKNOWN, always.
 *
 * <p>The reason is {@code assertion} for availability, {@code slow} for latency. Details are {@code target},
 * {@code window}, {@code covered} (the part of the window there are samples of, 0 to 1), {@code events} and
 * {@code errorRatio} in that part, {@code budgetLeft} (1 is all of it, below 0 it is overdrawn), and the burn rates
 * {@code fastBurnRate}, {@code fastShortBurnRate}, {@code slowBurnRate}, {@code slowShortBurnRate}.
 *
 * <pre>{@code
 * SloCheck availability = SloCheck.availability(
 *                 meters, "http.server.requests", id -> "SERVER_ERROR".equals(id.getTag("outcome")))
 *         .target(0.999)
 *         .build();
 * SloCheck latency = SloCheck.latency(meters, "http.server.requests", Duration.ofMillis(300), "uri", "/orders")
 *         .target(0.99)
 *         .build();
 * }</pre>
 *
 * <p>Unless its policy says otherwise, the check runs every 10 s on the thread that asks (it only looks at memory), and
 * one result decides, since the windows smooth enough. Thread-safe.
 */
public final class SloCheck implements HealthCheck {
    private final EventSource source;
    private final FailureReason reason;
    private final double target;
    private final double budget;
    private final int minimumEvents;
    private final HealthStatus whenTooLittleData;
    private final LongSupplier ticker;

    private final Object sampling = new Object();
    private final Tally tally;
    private final SloWindow window;
    private final BurnRule fast;
    private final BurnRule slow;

    SloCheck(SloCheckBuilder builder, BurnRule fast, BurnRule slow) {
        this.source = builder.source;
        this.reason = builder.reason;
        this.target = builder.target;
        this.budget = 1 - builder.target;
        this.minimumEvents = builder.minimumEvents;
        this.whenTooLittleData = builder.whenTooLittleData;
        this.ticker = builder.ticker;
        this.tally = new Tally(builder.partIsGood);
        this.window = new SloWindow(builder.window);
        this.fast = fast;
        this.slow = slow;
    }

    /**
     * Begins an objective for the part of events that are not bad, counted by meters: counters, timers or summaries, or
     * their function kinds. The meters are looked up at every run.
     *
     * @param meters where the meters are; of a composite, the first part that has them in a readable form
     * @param name the meters' name
     * @param bad tells by a meter's tags whether what it counts is bad
     * @param tags keys and values in turn that a meter must have to count at all; none for all of the name
     * @return a builder
     * @throws IllegalArgumentException if the name is blank or a key has no value
     */
    public static SloCheckBuilder availability(
            MeterRegistry meters, String name, Predicate<Meter.Id> bad, String... tags) {
        Objects.requireNonNull(bad, "bad: null (expected: a predicate)");
        EventSource source = source(meters, name, MeterCounts.outcomes(bad), tags);
        return new SloCheckBuilder(source, FailureReason.ASSERTION, false);
    }

    /**
     * Begins an objective for the part of events that are not bad, counted by anything.
     *
     * @param total all events since the start
     * @param bad the bad ones among them since the start
     * @return a builder
     */
    public static SloCheckBuilder availability(DoubleSupplier total, DoubleSupplier bad) {
        Objects.requireNonNull(total, "total: null (expected: a supplier)");
        Objects.requireNonNull(bad, "bad: null (expected: a supplier)");
        return new SloCheckBuilder(new SupplierSource(total, bad), FailureReason.ASSERTION, false);
    }

    /**
     * Begins an objective for the part of events that take no longer than a limit, counted by the histograms of timers.
     * These must have a bucket at the limit ({@code serviceLevelObjectives(limit)}) and count since their start, as
     * those of a {@code PrometheusMeterRegistry} do. Those of a {@code SimpleMeterRegistry} forget after a minute or
     * so: the check is UNKNOWN then and says it.
     *
     * @param meters where the timers are; of a composite, the first part that has them in a readable form
     * @param name the timers' name
     * @param limit the longest time that is still good, more than zero
     * @param tags keys and values in turn that a timer must have to count at all; none for all of the name
     * @return a builder
     * @throws IllegalArgumentException if the name is blank, the limit is not more than zero or a key has no value
     */
    public static SloCheckBuilder latency(MeterRegistry meters, String name, Duration limit, String... tags) {
        SloCheckBuilder.requireDuration("limit", limit, Duration.ofNanos(1));
        EventSource source = source(meters, name, MeterCounts.within(limit), tags);
        return new SloCheckBuilder(source, FailureReason.SLOW, true);
    }

    /**
     * Begins an objective for the part of events that are fast enough, counted by anything.
     *
     * @param total all events since the start
     * @param within those among them since the start that were fast enough
     * @return a builder
     */
    public static SloCheckBuilder latency(DoubleSupplier total, DoubleSupplier within) {
        Objects.requireNonNull(total, "total: null (expected: a supplier)");
        Objects.requireNonNull(within, "within: null (expected: a supplier)");
        return new SloCheckBuilder(new SupplierSource(total, within), FailureReason.SLOW, true);
    }

    private static EventSource source(MeterRegistry meters, String name, MeterCounts counts, String... tags) {
        Objects.requireNonNull(meters, "meters: null (expected: a meter registry)");
        Objects.requireNonNull(name, "name: null (expected: the name of a meter)");
        Objects.requireNonNull(tags, "tags: null (expected: keys and values in turn)");
        if (name.isBlank()) {
            throw SloCheckBuilder.invalid("name", '"' + name + '"', "the name of a meter");
        }
        if (tags.length % 2 != 0) {
            throw SloCheckBuilder.invalid("tags", String.join(",", tags), "keys and values in turn");
        }
        return new MeterSource(meters, name, Tags.of(tags), counts);
    }

    /**
     * Sets a period of 10 s, thresholds of 1, {@code inline}, and not critical: what fails for every instance at once
     * must not take all of them out of service.
     *
     * @param policy the policy to be
     */
    @Override
    public void defaults(CheckPolicyBuilder policy) {
        policy.period(Duration.ofSeconds(10))
                .failureThreshold(1)
                .successThreshold(1)
                .inline(true)
                .critical(false);
    }

    /**
     * Takes a sample and judges by those there are.
     *
     * @param context not asked for anything
     * @return UP, DEGRADED, DOWN or UNKNOWN, with the figures as details
     */
    @Override
    public HealthResult check(CheckContext context) {
        // One run at a time, the reading included, or an older reading could come second and look like a new start.
        synchronized (sampling) {
            try {
                EventSource.Reading reading = source.read();
                Point now = tally.add(reading, ticker.getAsLong());
                return judged(now, reading.series().isEmpty());
            } catch (UnreadableEvents unreadable) {
                return HealthResult.unknown(unreadable.getMessage())
                        .detail("target", target)
                        .detail("window", window.length());
            }
        }
    }

    private HealthResult judged(Point now, boolean nothingCounts) {
        Burn fastBurn = fast.add(now, budget);
        Burn slowBurn = slow.add(now, budget);
        HealthResult result = result(fastBurn, slowBurn, nothingCounts);
        Span all = window.add(now);
        return result.detail("target", target)
                .detail("window", window.length())
                .detail("covered", Figures.rounded(all.coverage()))
                .detail("events", Math.round(all.total()))
                .detail("errorRatio", Figures.rounded(all.errorRatio()))
                .detail("budgetLeft", Figures.rounded(1 - all.burnRate(budget)))
                .detail("fastBurnRate", Figures.rounded(fastBurn.longRate()))
                .detail("fastShortBurnRate", Figures.rounded(fastBurn.shortRate()))
                .detail("slowBurnRate", Figures.rounded(slowBurn.longRate()))
                .detail("slowShortBurnRate", Figures.rounded(slowBurn.shortRate()));
    }

    private HealthResult result(Burn fastBurn, Burn slowBurn, boolean nothingCounts) {
        if (enough(fastBurn) && fastBurn.tooFast()) {
            return HealthResult.down(reason, "the error budget burns " + fastBurn);
        }
        if (enough(slowBurn) && slowBurn.tooFast()) {
            return HealthResult.degraded(reason, "the error budget burns " + slowBurn);
        }
        if (nothingCounts) {
            return tooLittle("no meter " + source + " (expected: one that counts)");
        }
        if (!enough(fastBurn) && !enough(slowBurn)) {
            return tooLittle("too little data: " + Math.round(slowBurn.longer().total())
                    + " events (expected: at least " + minimumEvents + ")");
        }
        if (fastBurn.shorter().coverage() < 1) {
            return tooLittle("too little data: the samples do not reach back " + fast.shorter() + " yet");
        }
        return HealthResult.up();
    }

    private boolean enough(Burn burn) {
        return burn.longer().total() >= minimumEvents;
    }

    private HealthResult tooLittle(String message) {
        return whenTooLittleData == HealthStatus.UP ? HealthResult.up(message) : HealthResult.unknown(message);
    }
}
