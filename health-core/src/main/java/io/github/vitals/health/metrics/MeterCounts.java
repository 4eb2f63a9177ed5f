package io.github.vitals.health.metrics;

import io.github.vitals.health.metrics.EventSource.Series;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.cumulative.CumulativeTimer;
import io.micrometer.core.instrument.distribution.CountAtBucket;
import io.micrometer.core.instrument.distribution.HistogramSnapshot;
import io.micrometer.core.instrument.step.StepCounter;
import io.micrometer.core.instrument.step.StepDistributionSummary;
import io.micrometer.core.instrument.step.StepFunctionCounter;
import io.micrometer.core.instrument.step.StepFunctionTimer;
import io.micrometer.core.instrument.step.StepTimer;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** How a meter counts the events of an objective. */
@FunctionalInterface
interface MeterCounts {
    Series of(Meter meter) throws UnreadableEvents;

    /** All that the meter counts, and the same again as the bad part if its tags say so. */
    static MeterCounts outcomes(Predicate<Meter.Id> bad) {
        return meter -> {
            double total = total(meter);
            return new Series(meter.getId(), total, bad.test(meter.getId()) ? total : 0);
        };
    }

    /** All that the timer has timed, and as the good part what its histogram has within the limit. */
    static MeterCounts within(Duration limit) {
        return meter -> {
            if (!(meter instanceof Timer timer)) {
                throw unexpected(meter, "a timer");
            }
            refuseSteps(meter);
            if (timer instanceof CumulativeTimer) {
                throw new UnreadableEvents(meter.getId().getName() + ": a histogram that forgets (expected: one that"
                        + " counts since its start, as a PrometheusMeterRegistry has; or latency(total, within))");
            }
            HistogramSnapshot snapshot = timer.takeSnapshot();
            return new Series(meter.getId(), snapshot.count(), countWithin(limit, meter, snapshot));
        };
    }

    private static double countWithin(Duration limit, Meter meter, HistogramSnapshot snapshot) throws UnreadableEvents {
        for (CountAtBucket bucket : snapshot.histogramCounts()) {
            if (Math.round(bucket.bucket(TimeUnit.NANOSECONDS)) == limit.toNanos()) {
                return bucket.count();
            }
        }
        throw new UnreadableEvents(meter.getId().getName() + ": no histogram bucket at " + limit
                + " (expected: serviceLevelObjectives(Duration.parse(\"" + limit + "\")) where the timer is made,"
                + " or in a MeterFilter)");
    }

    private static double total(Meter meter) throws UnreadableEvents {
        refuseSteps(meter);
        if (meter instanceof Timer timer) {
            return timer.count();
        } else if (meter instanceof Counter counter) {
            return counter.count();
        } else if (meter instanceof FunctionCounter counter) {
            return counter.count();
        } else if (meter instanceof FunctionTimer timer) {
            return timer.count();
        } else if (meter instanceof DistributionSummary summary) {
            return summary.count();
        }
        throw unexpected(meter, "a counter, a timer or a summary");
    }

    /** Such meters show the last step alone, which looks like a count that begins anew all the time. */
    private static void refuseSteps(Meter meter) throws UnreadableEvents {
        if (meter instanceof StepCounter
                || meter instanceof StepTimer
                || meter instanceof StepDistributionSummary
                || meter instanceof StepFunctionCounter
                || meter instanceof StepFunctionTimer) {
            throw new UnreadableEvents(
                    meter.getId().getName() + ": counts per step (expected: a registry that counts since its start)");
        }
    }

    private static UnreadableEvents unexpected(Meter meter, String expected) {
        String type = meter.getId().getType().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        return new UnreadableEvents(meter.getId().getName() + ": a " + type + " (expected: " + expected + ")");
    }
}
