package io.github.vitals.health.servers.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryStore;
import io.github.vitals.health.history.HistoryTier;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The buckets of one tier of one check or group. Not thread-safe. */
final class Buckets {
    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final Duration DRIFTING = Duration.ofDays(60);
    private static final double DAY = 86_400;

    private final Subject subject;
    private final List<Span> spans;
    private final HistoryTier tier;
    private final Instant until;
    private final Latencies latencies;
    private int next;

    Buckets(Subject subject, HistoryTier tier, Instant until, Latencies latencies) {
        this.subject = subject;
        this.spans = subject.timeline.spans();
        this.tier = tier;
        this.until = until;
        this.latencies = latencies;
    }

    /** Whose they are, how it behaved, and what it was. */
    record Subject(HistoryKey key, Temper temper, Timeline timeline) {}

    void hand(Instant from, HistoryStore.Reader reader) {
        for (Instant at = from; at.isBefore(until); at = at.plus(tier.width())) {
            reader.bucket(new HistoryBatch.Bucket(subject.key, tier, bucket(at)));
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
                boolean begins = part.told() && !spans.get(i).from().isBefore(start);
                outages += status == HealthStatus.DOWN && begins ? 1 : 0;
                count(part, failures);
            }
        }
        int runs = runs(times.values().stream().reduce(Duration.ZERO, Duration::plus));
        return HistoryBucket.of(start, tier.width(), times, runs, outages, failures, latencies.of(runs, millis(start)));
    }

    private void count(Span part, Map<FailureReason, Integer> failures) {
        FailureReason reason = part.reason();
        int failed = runs(part.lasted());
        if (reason != null && failed > 0) {
            failures.merge(reason, failed, Integer::sum);
        }
    }

    private int runs(Duration watched) {
        boolean group = subject.key.subject() == HealthTransition.Subject.GROUP;
        return group ? 0 : (int) (watched.toSeconds() / PERIOD.toSeconds());
    }

    /** Slower in the afternoon, slower from week to week if it is such a check, and never quite the same. */
    private double millis(Instant at) {
        Temper temper = subject.temper;
        double afternoon = Math.sin(2 * Math.PI * (at.getEpochSecond() / DAY - 0.4));
        double noise = Math.sin(0.37 * at.getEpochSecond());
        double left = (double) Duration.between(at, until).toSeconds() / DRIFTING.toSeconds();
        double drift = 1 + (temper.drift - 1) * Math.max(0, 1 - left);
        double own = 1 + (subject.key.name().hashCode() & 15) / 8.0;
        return temper.millis * own * drift * (1 + 0.3 * afternoon) * (1 + 0.15 * noise);
    }
}
