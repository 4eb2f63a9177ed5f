package io.github.vitals.health.servers.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.HistoryStore;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.InstanceHealth;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A store in which there is a past, as if a service had run for long: of every ten checks seven are reliable, one is down
 * often, one rarely and then for hours, one slower from week to week. All were down for maintenance at times, and there
 * was nobody to watch when the service was deployed, and once for six hours when its machine was off. All are up in the
 * end, unless it is said otherwise.
 *
 * <p>The same checks, time and seed give the same past. What is written is not kept. Not thread-safe.
 */
public final class InventedHistory implements HistoryStore {
    private static final Duration DEPLOYED_EVERY = Duration.ofDays(6);

    private final List<String> checks;
    private final Instant from;
    private final Instant until;
    private final long seed;
    private final Map<String, Span> endings = new HashMap<>();
    private final Map<HealthGroup, List<String>> groups = new LinkedHashMap<>();
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
        this.checks = List.copyOf(checks);
        this.from = HistoryTier.MINUTES.start(until.minus(back));
        this.until = until;
        this.seed = seed;
    }

    /** Invented when it is asked for and not kept, so that what others keep of it can be measured. */
    private Timeline timeline(int check) {
        Random chance = new Random(seed * 1_000_003 + check);
        Duration apart = Duration.ofHours(17 + 24L * (check % 28));
        Timeline timeline =
                unwatched(Timeline.invent(Temper.of(check), chance, from, until).maintained(from.minus(apart), until));
        Span ending = endings.get(checks.get(check));
        return ending == null ? timeline : timeline.with(ending);
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
     * Lets a check be other than up in the end. That it became so is for the process to tell that reads it back.
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
        endings.put(check, new Span(until.minus(lasted), until, status, reason, message, false));
        return this;
    }

    /**
     * Lets there be a group, which is as bad as the worst of its checks.
     *
     * @param group the group
     * @param members some of the checks, at least one
     * @return this store
     */
    public InventedHistory group(HealthGroup group, List<String> members) {
        groups.put(group, List.copyOf(members));
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
        Latencies latencies = new Latencies();
        List<HealthTransition> all = new ArrayList<>();
        subjects().forEach(subject -> {
            since.forEach((tier, first) -> {
                Instant start = first.isBefore(from) ? tier.start(from) : first;
                new Buckets(subject, tier, until, latencies).hand(start, reader);
            });
            List<HealthTransition> own = subject.timeline().transitions(subject.key());
            all.addAll(own.subList(Math.max(0, own.size() - transitions), own.size()));
        });
        hand(all, reader);
    }

    private Stream<Buckets.Subject> subjects() {
        return Stream.concat(
                IntStream.range(0, checks.size())
                        .mapToObj(i -> new Buckets.Subject(HistoryKey.check(checks.get(i)), Temper.of(i), timeline(i))),
                groups.entrySet().stream().map(entry -> subject(entry.getKey(), entry.getValue())));
    }

    private Buckets.Subject subject(HealthGroup group, List<String> members) {
        List<Timeline> timelines =
                members.stream().map(member -> timeline(checks.indexOf(member))).toList();
        return new Buckets.Subject(HistoryKey.group(group), Temper.RELIABLE, Timeline.worst(timelines));
    }

    private static void hand(List<HealthTransition> all, Reader reader) {
        all.sort(Comparator.comparing(HealthTransition::at));
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
}
