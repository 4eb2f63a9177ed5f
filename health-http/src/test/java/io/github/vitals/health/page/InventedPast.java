package io.github.vitals.health.page;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.Incident;
import io.github.vitals.health.history.InstanceHealth;
import io.github.vitals.health.history.LatencySketch;
import io.github.vitals.health.history.RecentRun;
import io.github.vitals.health.history.StoreHealth;
import io.github.vitals.health.history.Uptime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** A year that never was, the same at each look: by the name of each check, some of its time was bad. */
final class InventedPast implements Past {
    private Instant now;
    private final List<HistoryKey> keys;

    InventedPast(Instant now, List<HistoryKey> keys) {
        this.now = now;
        this.keys = keys;
    }

    void pass(Duration duration) {
        now = now.plus(duration);
    }

    @Override
    public Instant now() {
        return now;
    }

    @Override
    public List<HistoryKey> keys() {
        return keys;
    }

    @Override
    public List<HistoryBucket> buckets(HistoryKey key, HistoryWindow window) {
        if (!keys.contains(key)) {
            return List.of();
        }
        List<HistoryBucket> buckets = new ArrayList<>();
        for (Instant start = window.from(); start.isBefore(window.to()); start = start.plus(window.step())) {
            buckets.add(bucket(key, start, window.step()));
        }
        return buckets;
    }

    private HistoryBucket bucket(HistoryKey key, Instant start, Duration step) {
        Random random = new Random(key.name().hashCode() * 31L + start.getEpochSecond() / step.toSeconds());
        random.nextInt();
        boolean quiet = key.name().hashCode() % 3 == 0;
        int dice = random.nextInt(quiet ? 1000 : 60);
        Map<HealthStatus, Duration> times = new EnumMap<>(HealthStatus.class);
        Duration known = start.isAfter(now)
                ? Duration.ZERO
                : start.plus(step).isAfter(now) ? Duration.between(start, now) : step;
        Map<FailureReason, Integer> failures = new EnumMap<>(FailureReason.class);
        int outages = 0;
        if (dice < 2) {
            Duration down = known.dividedBy(1 + random.nextInt(6));
            times.put(HealthStatus.DOWN, down);
            times.put(HealthStatus.UP, known.minus(down));
            failures.put(FailureReason.TIMEOUT, 3 + random.nextInt(5));
            failures.put(FailureReason.CONNECT_REFUSED, 1 + random.nextInt(5));
            outages = 1;
        } else if (dice < 4) {
            Duration slow = known.dividedBy(1 + random.nextInt(4));
            times.put(HealthStatus.DEGRADED, slow);
            times.put(HealthStatus.UP, known.minus(slow));
            failures.put(FailureReason.SLOW, 2 + random.nextInt(8));
        } else if (dice == 4) {
            times.put(HealthStatus.MAINTENANCE, known);
        } else if (dice > 5 || known.isZero()) {
            times.put(HealthStatus.UP, known);
        }
        List<Duration> took = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            took.add(Duration.ofNanos((long) (8e6 * Math.exp(random.nextGaussian() * 0.7))));
        }
        boolean ran = !times.isEmpty() && !known.isZero();
        return HistoryBucket.of(
                start,
                step,
                times,
                ran ? 90 : 0,
                outages,
                failures,
                ran ? LatencySketch.of(took.toArray(Duration[]::new)) : LatencySketch.EMPTY);
    }

    @Override
    public Optional<Uptime> uptime(HistoryKey key, HistoryWindow window) {
        List<HistoryBucket> buckets = buckets(key, window);
        if (buckets.isEmpty()) {
            return Optional.empty();
        }
        Map<HealthStatus, Duration> times = new EnumMap<>(HealthStatus.class);
        int outages = 0;
        for (HistoryBucket bucket : buckets) {
            for (HealthStatus status : HealthStatus.values()) {
                times.merge(status, bucket.time(status), Duration::plus);
            }
            outages += bucket.outages();
        }
        return Optional.of(HistoryBucket.of(
                        window.from(),
                        Duration.between(window.from(), window.to()),
                        times,
                        0,
                        outages,
                        Map.of(),
                        LatencySketch.EMPTY)
                .uptime());
    }

    @Override
    public List<Incident> incidents(HistoryKey key, Instant from, Instant to) {
        return buckets(key, HistoryWindow.between(from, to, now)).stream()
                .filter(bucket ->
                        bucket.worst().filter(HealthStatus.MAINTENANCE::equals).isEmpty()
                                && bucket.worst()
                                        .filter(worst -> worst.worseThan(HealthStatus.MAINTENANCE))
                                        .isPresent())
                .map(bucket -> new Incident(
                        key,
                        bucket.worst().get(),
                        bucket.start(),
                        Optional.of(bucket.start()
                                .plus(bucket.time(bucket.worst().get()).plusSeconds(1))),
                        key.subject() == HealthTransition.Subject.GROUP
                                ? Optional.empty()
                                : bucket.failures().keySet().stream().findFirst(),
                        "no answer within 2 s from 10.1.2.3:5432",
                        Optional.empty()))
                .toList();
    }

    @Override
    public List<RecentRun> recent(String check) {
        List<RecentRun> runs = new ArrayList<>();
        for (int i = 20; i > 0; i--) {
            runs.add(new RecentRun(
                    now.minusSeconds(i * 10L), HealthStatus.UP, Duration.ofMillis(8 + i % 7), Optional.empty()));
        }
        return runs;
    }

    @Override
    public Optional<HistoryOrigin> origin() {
        return Optional.of(new HistoryOrigin("orders", "orders-7f9c-1"));
    }

    @Override
    public Optional<StoreHealth> store() {
        return Optional.of(new StoreHealth(true, Optional.of(now), Optional.empty(), 0));
    }

    @Override
    public List<InstanceHealth> instances() {
        List<InstanceHealth> instances = new ArrayList<>();
        for (int i = 1; i <= 3; i++) {
            int which = i;
            instances.add(new InstanceHealth(
                    "orders-7f9c-" + i,
                    now.minus(Duration.ofHours(40L * i)),
                    i == 3 ? now.minusSeconds(240) : now.minusSeconds(3),
                    keys.stream()
                            .map(key -> new InstanceHealth.State(
                                    key,
                                    which == 2 && key.name().equals("orders-db")
                                            ? HealthStatus.UP
                                            : key.name().equals("orders-db") ? HealthStatus.DOWN : HealthStatus.UP,
                                    now.minusSeconds(5000),
                                    Optional.empty(),
                                    ""))
                            .toList()));
        }
        return instances;
    }
}
