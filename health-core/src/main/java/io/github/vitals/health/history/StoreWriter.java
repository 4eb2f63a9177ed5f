package io.github.vitals.health.history;

import io.github.vitals.health.HealthResult;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings what a ledger has to a store, and back after a restart, on a thread of its own. What the store has not taken
 * stays where it is in the ledger, so that a store that is down costs no memory; nothing is written before what was kept
 * has been read.
 */
final class StoreWriter {
    private static final Logger log = LoggerFactory.getLogger(HealthHistory.class);

    /** The most buckets at once, about. */
    private static final int MOST_BUCKETS = 2_000;

    private static final int MOST_TRANSITIONS = 1_000;
    private static final Duration LOOK_AROUND = Duration.ofSeconds(10);
    private static final Duration PRUNE = Duration.ofHours(1);
    private static final Duration TRANSITIONS_KEPT = HistoryTier.DAYS.kept();
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_RETRY = Duration.ofSeconds(30);

    private final HistoryStore store;
    private final HistoryOrigin origin;
    private final Duration flushEvery;
    private final InstantSource clock;
    private final LockedLedger ledger;
    private final Supplier<List<InstanceHealth.State>> states;
    private final Signal signal = new Signal();

    private Duration retry = FIRST_RETRY;
    private List<InstanceHealth.State> written = List.of();
    private Instant lookedAround = Instant.MIN;
    private Instant pruned = Instant.MIN;
    private volatile List<InstanceHealth> instances = List.of();
    private volatile StoreHealth health = new StoreHealth(false, Optional.empty(), Optional.empty(), 0);

    StoreWriter(
            HealthHistoryBuilder built,
            HistoryStore store,
            LockedLedger ledger,
            Supplier<List<InstanceHealth.State>> states) {
        this.store = store;
        this.origin = built.origin;
        this.flushEvery = built.flushEvery;
        this.clock = built.clock;
        this.ledger = ledger;
        this.states = states;
    }

    StoreHealth health() {
        return health;
    }

    List<InstanceHealth> instances() {
        return instances;
    }

    /** A transition is not to wait for the next round. */
    void hurry() {
        signal.raise();
    }

    /** The life of the thread. */
    void run() {
        try {
            while (!signal.closed()) {
                signal.await(step(), health.failing().isEmpty());
            }
            if (health.loaded()) {
                step();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        } finally {
            store.close();
        }
    }

    /** Writes a last time and ends. */
    void end() {
        signal.close();
    }

    /** Does what there is to do; returns how long there is nothing more. */
    @SuppressWarnings("CatchingUnchecked") // containment: a store may throw what it likes
    Duration step() throws InterruptedException {
        try {
            load();
            flush();
            lookAround();
            prune();
            if (health.failing().isPresent()) {
                log.atInfo().log("History store works again");
            }
            health = new StoreHealth(true, Optional.of(clock.instant()), Optional.empty(), lost());
            retry = FIRST_RETRY;
            return flushEvery;
        } catch (InterruptedException end) {
            throw end;
        } catch (Throwable failure) {
            failed(failure);
            Duration pause = retry;
            retry = retry.multipliedBy(2).compareTo(LONGEST_RETRY) < 0 ? retry.multipliedBy(2) : LONGEST_RETRY;
            return pause;
        }
    }

    private void failed(Throwable failure) {
        String why = HealthResult.down(failure).message();
        if (health.failing().isEmpty()) {
            log.atWarn()
                    .addKeyValue("failure", why)
                    .log("History store does not work; what is to be written waits in memory");
        }
        health = new StoreHealth(health.loaded(), health.lastWrite(), Optional.of(why), lost());
    }

    /** All that has been lost so far. */
    private long lost() {
        long more = ledger.call(it -> {
            long[] sum = {it.outgoing().takeLost()};
            it.eachSeries(series -> series.tiers.values().forEach(tier -> sum[0] += tier.takeLost()));
            return sum[0];
        });
        if (more > 0) {
            log.atError()
                    .addKeyValue("lost", more)
                    .log("History was let go before it could be written: the store has not worked for too long");
        }
        return health.lost() + more;
    }

    private void load() throws Exception {
        if (health.loaded()) {
            return;
        }
        Instant now = clock.instant();
        Kept.All kept = new Kept.All(now.toEpochMilli());
        store.read(origin, firstKept(now), TransitionRing.MOST, kept);
        kept.byKey().forEach((key, what) -> ledger.run(it -> it.load(key, what)));
        ledger.run(it -> {
            it.outgoing().continueAfter(kept.lastNumber());
            it.expire();
        });
        health = new StoreHealth(true, health.lastWrite(), health.failing(), health.lost());
    }

    private static Map<HistoryTier, Instant> firstKept(Instant now) {
        Map<HistoryTier, Instant> first = new EnumMap<>(HistoryTier.class);
        for (HistoryTier tier : HistoryTier.values()) {
            first.put(tier, tier.start(now.minus(tier.kept())));
        }
        return first;
    }

    private void flush() throws Exception {
        Iterator<HistoryKey> keys = ledger.call(Ledger::keys).iterator();
        List<InstanceHealth.State> present = states.get();
        boolean first = true;
        while (first || keys.hasNext() || ledger.call(it -> !it.outgoing().isEmpty())) {
            List<HistoryBatch.Bucket> buckets = new ArrayList<>();
            List<Series> handed = new ArrayList<>();
            List<HistoryBatch.Transition> transitions = ledger.call(it -> {
                handOver(it, keys, buckets, handed);
                return it.outgoing().handOver(MOST_TRANSITIONS);
            });
            store.write(
                    origin,
                    new HistoryBatch(buckets, transitions, first && !present.equals(written) ? present : List.of()));
            ledger.run(it -> {
                handed.forEach(series -> series.tiers.values().forEach(TierLog::written));
                it.outgoing().written();
            });
            written = present;
            first = false;
        }
    }

    private static void handOver(
            Ledger ledger, Iterator<HistoryKey> keys, List<HistoryBatch.Bucket> buckets, List<Series> handed) {
        while (keys.hasNext() && buckets.size() < MOST_BUCKETS) {
            HistoryKey key = keys.next();
            Series series = ledger.known(key);
            if (series != null) {
                series.tiers.forEach(
                        (tier, log) -> log.handOver(bucket -> buckets.add(new HistoryBatch.Bucket(key, tier, bucket))));
                handed.add(series);
            }
        }
    }

    private void lookAround() throws Exception {
        Instant now = clock.instant();
        if (Duration.between(lookedAround, now).abs().compareTo(LOOK_AROUND) >= 0) {
            instances = store.instances(origin.service());
            lookedAround = now;
        }
    }

    private void prune() throws Exception {
        Instant now = clock.instant();
        if (Duration.between(pruned, now).abs().compareTo(PRUNE) >= 0) {
            store.prune(origin, firstKept(now), now.minus(TRANSITIONS_KEPT));
            pruned = now;
        }
    }

    /** For one who waits: a transition, or the end. */
    private static final class Signal {
        private boolean raised;
        private boolean closed;

        synchronized void raise() {
            raised = true;
            notifyAll();
        }

        synchronized void close() {
            closed = true;
            notifyAll();
        }

        synchronized boolean closed() {
            return closed;
        }

        /** {@code hurries} is whether a transition ends it. */
        synchronized void await(Duration atMost, boolean hurries) throws InterruptedException {
            long end = System.nanoTime() + atMost.toNanos();
            for (long left = atMost.toNanos();
                    left > 0 && !(raised && hurries) && !closed;
                    left = end - System.nanoTime()) {
                wait(left / 1_000_000, (int) (left % 1_000_000));
            }
            raised = false;
        }
    }
}
