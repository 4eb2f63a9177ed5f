package io.github.vitals.health.servers.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryStore;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.InstanceHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A store in which there is a past, as if a service had run for long: of every ten checks seven are reliable, one is down
 * often, one rarely and then for hours, one slower from week to week. All were down for maintenance at times, and there
 * was nobody to watch when the service was deployed, and once for six hours when its machine was off. All are up in the
 * end. The group {@code readiness} is as bad as the worst of the first three checks.
 *
 * <p>The same checks, time and seed give the same past. What is written is not kept. Not thread-safe.
 */
public final class InventedHistory implements HistoryStore {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration DEPLOYED_EVERY = Duration.ofDays(6);
    private static final int IN_THE_GROUP = 3;

    private final Instant from;
    private final Instant until;
    private final Map<HistoryKey, Timeline> timelines = new LinkedHashMap<>();
    private final Map<HistoryKey, Temper> tempers = new LinkedHashMap<>();
    private final Latencies latencies = new Latencies();
    private final List<InstanceHealth> instances = new ArrayList<>();

    /**
     * A past of some checks.
     *
     * @param checks their names
     * @param until when it ends: before the service begins to add to it
     * @param back how far back it goes
     * @param seed for another past
     */
    public InventedHistory(List<String> checks, Instant until, Duration back, long seed) {
        this.from = HistoryTier.MINUTES.start(until.minus(back));
        this.until = until;
        for (int i = 0; i < checks.size(); i++) {
            HistoryKey key = HistoryKey.check(checks.get(i));
            Random chance = new Random(seed * 1_000_003 + i);
            tempers.put(key, Temper.of(i));
            timelines.put(
                    key,
                    unwatched(Timeline.invent(Temper.of(i), chance, from, until)
                            .maintained(
                                    until.minus(Duration.ofHours(17 + 24L * (i % 28)))
                                            .minus(back),
                                    until)));
        }
        List<Timeline> members = List.copyOf(timelines.values()).subList(0, Math.min(IN_THE_GROUP, timelines.size()));
        timelines.put(HistoryKey.group(HealthGroup.READINESS), Timeline.worst(members));
    }

    private Timeline unwatched(Timeline watched) {
        Timeline timeline = watched;
        for (Instant at = until.minus(Duration.ofHours(50)); at.isAfter(from); at = at.minus(DEPLOYED_EVERY)) {
            timeline = timeline.with(Span.unwatched(at, at.plus(Duration.ofMinutes(3))));
        }
        Instant off = until.minus(Duration.ofHours(80));
        return timeline.with(Span.unwatched(off, off.plus(Duration.ofHours(6))));
    }

    /**
     * Lets a check be other than up in the end.
     *
     * @param check its name
     * @param status what it is
     * @param reason why
     * @param message what it says
     * @param lasted for how long
     * @return this store
     */
    public InventedHistory lately(
            String check, HealthStatus status, FailureReason reason, String message, Duration lasted) {
        Span span = new Span(until.minus(lasted), until, status, reason, message);
        timelines.computeIfPresent(HistoryKey.check(check), (key, timeline) -> timeline.with(span));
        return this;
    }

    /**
     * Lets there be another instance of the service.
     *
     * @param instance how it is
     * @return this store
     */
    public InventedHistory with(InstanceHealth instance) {
        instances.add(instance);
        return this;
    }

    @Override
    public void write(HistoryOrigin origin, HistoryBatch batch) {
        // The past is what was invented.
    }

    @Override
    public void read(HistoryOrigin origin, Map<HistoryTier, Instant> since, int transitions, Reader reader) {
        timelines.forEach((key, timeline) -> {
            since.forEach((tier, first) -> new Buckets(key, timeline, tier, first).hand(reader));
        });
        handTransitions(transitions, reader);
    }

    private void handTransitions(int most, Reader reader) {
        List<HealthTransition> all = timelines.entrySet().stream()
                .flatMap(entry -> {
                    List<HealthTransition> own = entry.getValue().transitions(entry.getKey());
                    return own.subList(Math.max(0, own.size() - most), own.size()).stream();
                })
                .sorted(Comparator.comparing(HealthTransition::at))
                .toList();
        for (int i = 0; i < all.size(); i++) {
            reader.transition(i + 1L, all.get(i));
        }
    }

    @Override
    public List<InstanceHealth> instances(String service) {
        return List.copyOf(instances);
    }

    @Override
    public void prune(HistoryOrigin origin, Map<HistoryTier, Instant> before, Instant transitionsBefore) {
        // There is no more than was asked for.
    }

    @Override
    public void close() {
        // Nothing was opened.
    }

    /** The buckets of one tier of one timeline. */
    private final class Buckets {
        private final HistoryKey key;
        private final List<Span> spans;
        private final HistoryTier tier;
        private final Instant first;
        private int next;

        Buckets(HistoryKey key, Timeline timeline, HistoryTier tier, Instant first) {
            this.key = key;
            this.spans = timeline.spans();
            this.tier = tier;
            this.first = first.isBefore(from) ? tier.start(from) : first;
        }

        void hand(Reader reader) {
            for (Instant at = first; at.isBefore(until); at = at.plus(tier.width())) {
                reader.bucket(new HistoryBatch.Bucket(key, tier, bucket(at)));
            }
        }

        private HistoryBucket bucket(Instant start) {
            Instant end = start.plus(tier.width());
            Map<HealthStatus, Duration> times = new EnumMap<>(HealthStatus.class);
            Map<FailureReason, Integer> failures = new EnumMap<>(FailureReason.class);
            int outages = 0;
            while (!spans.get(next).to().isAfter(start)) {
                next++;
            }
            for (int i = next; i < spans.size() && spans.get(i).from().isBefore(end); i++) {
                Span part = spans.get(i).between(start, end);
                HealthStatus status = part.status();
                if (status != null) {
                    times.merge(status, part.lasted(), Duration::plus);
                    outages +=
                            status == HealthStatus.DOWN && !spans.get(i).from().isBefore(start) ? 1 : 0;
                    count(part, failures);
                }
            }
            int runs = runs(times.values().stream().reduce(Duration.ZERO, Duration::plus));
            return HistoryBucket.of(
                    start, tier.width(), times, runs, outages, failures, latencies.of(runs, millis(start)));
        }

        private void count(Span part, Map<FailureReason, Integer> failures) {
            FailureReason reason = part.reason();
            int failed = runs(part.lasted());
            if (reason != null && failed > 0) {
                failures.merge(reason, failed, Integer::sum);
            }
        }

        private int runs(Duration watched) {
            return key.subject() == HealthTransition.Subject.GROUP ? 0 : (int) watched.dividedBy(PERIOD);
        }

        /** Slower in the afternoon, and slower from week to week if it is such a check. */
        private double millis(Instant at) {
            Temper temper = tempers.getOrDefault(key, Temper.RELIABLE);
            double day = Math.sin(2 * Math.PI * (at.getEpochSecond() % 86_400 - 36_000) / 86_400);
            double age = (double) Duration.between(at, until).toSeconds()
                    / Duration.ofDays(60).toSeconds();
            double name = 1 + (key.name().hashCode() & 15) / 8.0;
            double drift = 1 + (temper.drift - 1) * Math.max(0, 1 - age);
            return temper.millis * name * drift * (1 + 0.3 * day);
        }
    }
}
