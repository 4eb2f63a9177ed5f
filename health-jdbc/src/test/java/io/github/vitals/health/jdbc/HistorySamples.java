package io.github.vitals.health.jdbc;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryStore;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.InstanceHealth;
import io.github.vitals.health.history.LatencySketch;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Histories to write, and what is read back. */
final class HistorySamples {
    static final HistoryOrigin ORIGIN = new HistoryOrigin("orders", "orders-1");
    static final HistoryKey DATABASE = HistoryKey.check("orders-db");
    static final HistoryKey CACHE = HistoryKey.check("cache");
    static final HistoryKey READINESS = new HistoryKey(HealthTransition.Subject.GROUP, "readiness");
    static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    private HistorySamples() {}

    static HistoryBatch batch(List<HistoryBatch.Bucket> buckets) {
        return new HistoryBatch(buckets, List.of(), List.of());
    }

    static HistoryBatch transitions(HistoryBatch.Transition... transitions) {
        return new HistoryBatch(List.of(), List.of(transitions), List.of());
    }

    static HistoryBatch states(InstanceHealth.State... states) {
        return new HistoryBatch(List.of(), List.of(), List.of(states));
    }

    static HistoryBatch.Bucket minute(HistoryKey key, int number, int runs) {
        return bucket(key, HistoryTier.MINUTES, number, runs);
    }

    /** The bucket of that number after {@link #START}, with values in every column. */
    static HistoryBatch.Bucket bucket(HistoryKey key, HistoryTier tier, int number, int runs) {
        Map<HealthStatus, Duration> times = new EnumMap<>(HealthStatus.class);
        for (HealthStatus status : HealthStatus.values()) {
            times.put(
                    status, tier.width().dividedBy(10).plusMillis(status.name().length()));
        }
        Duration[] durations = IntStream.range(0, runs)
                .mapToObj(run -> Duration.ofMillis(3 + run % 5))
                .toArray(Duration[]::new);
        return new HistoryBatch.Bucket(
                key,
                tier,
                HistoryBucket.of(
                        tier.start(START).plus(tier.width().multipliedBy(number)),
                        tier.width(),
                        times,
                        runs,
                        2,
                        Map.of(FailureReason.TIMEOUT, 3, FailureReason.CONNECT_REFUSED, 1),
                        LatencySketch.of(durations)));
    }

    /** So many minutes of a number of checks, the first one of which is {@code check-0}. */
    static HistoryBatch minutes(int checks, int from, int to) {
        List<HistoryBatch.Bucket> buckets = new ArrayList<>();
        for (int number = from; number < to; number++) {
            for (int check = 0; check < checks; check++) {
                buckets.add(minute(HistoryKey.check("check-" + check), number, 6));
            }
        }
        return batch(buckets);
    }

    static HistoryBatch.Transition transition(HistoryKey key, long number, Duration after) {
        return new HistoryBatch.Transition(
                number,
                new HealthTransition(
                        key.subject(),
                        key.name(),
                        number % 2 == 0 ? HealthStatus.UP : HealthStatus.DOWN,
                        number % 2 == 0 ? HealthStatus.DOWN : HealthStatus.UP,
                        number % 2 == 0 ? Optional.of(FailureReason.CONNECT_REFUSED) : Optional.empty(),
                        number % 2 == 0 ? "connection refused: db.example:5432 – «ß» 🙂" : "",
                        number % 4 == 0 ? Optional.of("dns") : Optional.empty(),
                        START.plus(after),
                        Duration.ofMillis(61_234)));
    }

    static InstanceHealth.State state(HistoryKey key, HealthStatus status) {
        Optional<FailureReason> reason =
                status == HealthStatus.UP ? Optional.empty() : Optional.of(FailureReason.TIMEOUT);
        return new InstanceHealth.State(key, status, START, reason, status == HealthStatus.UP ? "" : "no answer");
    }

    static Map<HistoryTier, Instant> all() {
        return since(Instant.MIN);
    }

    static Map<HistoryTier, Instant> since(Instant time) {
        Map<HistoryTier, Instant> since = new EnumMap<>(HistoryTier.class);
        Arrays.stream(HistoryTier.values()).forEach(tier -> since.put(tier, time));
        return since;
    }

    static Read read(HistoryStore store) throws Exception {
        return read(store, ORIGIN);
    }

    static Read read(HistoryStore store, HistoryOrigin origin) throws Exception {
        Read read = new Read();
        store.read(origin, all(), 100, read);
        return read;
    }

    /** What was read, in comparable form: buckets and sketches have no equality of their own. */
    static final class Read implements HistoryStore.Reader {
        final List<HistoryBatch.Bucket> buckets = new ArrayList<>();
        final List<HistoryBatch.Transition> transitions = new ArrayList<>();

        @Override
        public void bucket(HistoryBatch.Bucket bucket) {
            buckets.add(bucket);
        }

        @Override
        public void transition(long number, HealthTransition transition) {
            transitions.add(new HistoryBatch.Transition(number, transition));
        }

        List<String> bucketsOf(HistoryKey key, HistoryTier tier) {
            return buckets.stream()
                    .filter(each -> each.key().equals(key) && each.tier() == tier)
                    .map(HistorySamples::text)
                    .toList();
        }

        List<HistoryBatch.Transition> transitionsOf(HistoryKey key) {
            return transitions.stream()
                    .filter(each -> each.transition().subject() == key.subject()
                            && each.transition().name().equals(key.name()))
                    .toList();
        }

        List<String> texts() {
            return buckets.stream().map(HistorySamples::text).sorted().toList();
        }
    }

    static String text(HistoryBatch.Bucket each) {
        HistoryBucket bucket = each.bucket();
        return each.key() + " " + each.tier() + " " + bucket + " outages " + bucket.outages() + " latency "
                + Arrays.toString(bucket.latency().toBytes());
    }

    static List<String> texts(HistoryBatch... batches) {
        return Arrays.stream(batches)
                .flatMap(batch -> batch.buckets().stream())
                .map(HistorySamples::text)
                .sorted()
                .toList();
    }
}
