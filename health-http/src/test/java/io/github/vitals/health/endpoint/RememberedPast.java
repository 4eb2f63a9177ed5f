package io.github.vitals.health.endpoint;

import static org.awaitility.Awaitility.await;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryStore;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.InstanceHealth;
import io.github.vitals.health.history.LatencySketch;
import io.github.vitals.health.history.StoreHealth;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A past that a test makes up, as a store that a history reads back. It is the 1st of February 2026, noon. */
public final class RememberedPast implements HistoryStore {
    public static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-02-01T12:00:00Z"));

    private final List<HistoryBatch.Bucket> buckets = new ArrayList<>();
    private final List<HealthTransition> transitions = new ArrayList<>();

    /** A day in which a check was in some statuses for so long, and UP for the rest. */
    public RememberedPast day(String check, String date, Map<HealthStatus, Duration> times) {
        return bucket(HistoryKey.check(check), HistoryTier.DAYS, Instant.parse(date + "T00:00:00Z"), times);
    }

    /** The same of a group. */
    public RememberedPast groupDay(String group, String date, Map<HealthStatus, Duration> times) {
        HistoryKey key = new HistoryKey(Subject.GROUP, group);
        return bucket(key, HistoryTier.DAYS, Instant.parse(date + "T00:00:00Z"), times);
    }

    /** A stretch of time. */
    public RememberedPast bucket(HistoryKey key, HistoryTier tier, Instant start, Map<HealthStatus, Duration> times) {
        buckets.add(new HistoryBatch.Bucket(
                key,
                tier,
                HistoryBucket.of(
                        start,
                        tier.width(),
                        times,
                        6,
                        times.containsKey(HealthStatus.DOWN) ? 1 : 0,
                        times.containsKey(HealthStatus.DOWN) ? Map.of(FailureReason.TIMEOUT, 2) : Map.of(),
                        LatencySketch.of(Duration.ofMillis(10), Duration.ofMillis(20)))));
        return this;
    }

    /** A time in which a check was DOWN. */
    public RememberedPast down(String check, String from, Duration lasted, String message) {
        Instant begin = Instant.parse(from);
        transition(check, HealthStatus.UP, HealthStatus.DOWN, begin, message, Optional.empty());
        return transition(check, HealthStatus.DOWN, HealthStatus.UP, begin.plus(lasted), "", Optional.empty());
    }

    /** A time in which a check was DOWN because another was. */
    public RememberedPast dependent(String check, String from, Duration lasted, String rootCause) {
        Instant begin = Instant.parse(from);
        transition(check, HealthStatus.UP, HealthStatus.DOWN, begin, "not it", Optional.of(rootCause));
        return transition(check, HealthStatus.DOWN, HealthStatus.UP, begin.plus(lasted), "", Optional.empty());
    }

    private RememberedPast transition(
            String check, HealthStatus from, HealthStatus to, Instant at, String message, Optional<String> rootCause) {
        Optional<FailureReason> reason = to == HealthStatus.UP ? Optional.empty() : Optional.of(FailureReason.TIMEOUT);
        transitions.add(new HealthTransition(
                Subject.CHECK, check, from, to, reason, message, rootCause, at, Duration.ofMinutes(1)));
        return this;
    }

    /** A history of a registry with that clock, which has read it all; with a target of 0.999. */
    public HealthHistory history(HealthRegistry health) {
        return history(health, 0.999);
    }

    /** The same with another target. */
    public HealthHistory history(HealthRegistry health, double target) {
        HealthHistory history = HealthHistory.builder(health)
                .origin("orders & co", "host/1")
                .clock(CLOCK)
                .target(target)
                .store(this)
                .start();
        await().pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> history.store().map(StoreHealth::loaded).orElse(false));
        return history;
    }

    @Override
    public void read(HistoryOrigin origin, Map<HistoryTier, Instant> since, int most, Reader reader) {
        buckets.forEach(reader::bucket);
        long number = 0;
        for (HealthTransition transition : transitions) {
            reader.transition(++number, transition);
        }
    }

    @Override
    public void write(HistoryOrigin origin, HistoryBatch batch) {
        // What a test made up stays as it is.
    }

    @Override
    public List<InstanceHealth> instances(String service) {
        return List.of();
    }

    @Override
    public void prune(HistoryOrigin origin, Map<HistoryTier, Instant> before, Instant transitionsBefore) {
        // As above.
    }

    @Override
    public void close() {
        // Nothing was opened.
    }
}
