package io.github.vitals.health.history;

import java.util.List;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Consumer;

/** The buckets of one check or group in one tier: those that are closed, and the one that is being filled. */
final class TierLog {
    private final HistoryTier tier;
    private final long width;
    private final MemoryBudget budget;
    private PackedBuckets closed;
    private Tally open;

    /** The start of the first bucket that a store may not have as it is now. */
    private long unwritten;

    /** What was handed to the store last goes up to here. */
    private long handed;

    /** Of the open one, as minutes are added to it. */
    private int changes;

    private int handedChanges;
    private int writtenChanges;
    private long lost;

    TierLog(HistoryTier tier, long now, MemoryBudget budget) {
        this.tier = tier;
        this.budget = budget;
        this.width = tier.width().toMillis();
        this.open = new Tally(tier.start(now), width);
        this.closed = packed();
        this.unwritten = open.start();
        this.handed = unwritten;
    }

    private PackedBuckets packed() {
        return new PackedBuckets(width, () -> budget.bytes(tier));
    }

    Tally open() {
        return open;
    }

    /** Closes the open bucket and opens the one that a later time is in. */
    HistoryBucket close(long at) {
        HistoryBucket done = open.bucket();
        if (!open.isEmpty()) {
            lost += closed.append(done, unwritten);
        }
        open = new Tally(tier.start(at), width);
        return done;
    }

    void add(HistoryBucket finer) {
        if (finer.startMillis() >= open.end()) {
            close(finer.startMillis());
        }
        open.add(finer);
        open.condense();
        changes++;
    }

    void setBack(long to) {
        long start = tier.start(to);
        if (open.start() > start) {
            HistoryBucket again = closed.takeFrom(start);
            open = again == null ? new Tally(start, width) : new Tally(again);
            unwritten = Math.min(unwritten, start);
            handed = unwritten;
        }
    }

    void expire(long now) {
        lost += closed.dropBefore(now - tier.kept().toMillis(), unwritten);
    }

    /** Hands over the closed ones that begin within a time, in order. */
    void visit(long from, long to, Consumer<HistoryBucket> visitor) {
        closed.visit(from, to, visitor);
    }

    /** Hands over, in order, what a store does not have yet, the open one last, and remembers that it was. */
    void handOver(Consumer<HistoryBucket> visitor) {
        closed.visit(unwritten, Long.MAX_VALUE, visitor);
        if (!open.isEmpty() && (tier == HistoryTier.MINUTES || changes != writtenChanges)) {
            visitor.accept(open.bucket());
        }
        handed = open.start();
        handedChanges = changes;
    }

    /** The store has what was handed over; the open one will be more. */
    void written() {
        unwritten = handed;
        writtenChanges = handedChanges;
    }

    /** How many had to go before they were written, since this was last asked. */
    long takeLost() {
        long count = lost;
        lost = 0;
        return count;
    }

    /**
     * Puts what was kept before the process began before what came since; where both have a part of one bucket, they are
     * added. From the buckets of the finer tier more may be known than was kept.
     *
     * @return what there was before the process began
     */
    List<HistoryBucket> load(List<HistoryBucket> kept, List<HistoryBucket> finer) {
        NavigableMap<Long, Tally> all = new TreeMap<>();
        kept.forEach(bucket -> all.put(bucket.startMillis(), new Tally(bucket)));
        summed(finer).forEach((start, sum) -> preferFuller(all, start, sum));
        List<HistoryBucket> before = all.values().stream().map(Tally::bucket).toList();
        closed.visit(Long.MIN_VALUE, Long.MAX_VALUE, bucket -> merge(all, bucket));
        merge(all, open.bucket());
        open = Objects.requireNonNull(all.remove(open.start()));
        open.condense();
        closed = packed();
        all.headMap(open.start()).values().forEach(tally -> closed.append(tally.bucket(), Long.MAX_VALUE));
        changes++;
        return before;
    }

    private void preferFuller(NavigableMap<Long, Tally> all, long start, Tally sum) {
        Tally known = all.get(start);
        if (known == null || known.knownMillis() < sum.knownMillis()) {
            all.put(start, sum);
            unwritten = Math.min(unwritten, start);
        }
    }

    private static void merge(NavigableMap<Long, Tally> all, HistoryBucket bucket) {
        all.computeIfAbsent(bucket.startMillis(), start -> new Tally(start, bucket.widthMillis()))
                .add(bucket);
    }

    private NavigableMap<Long, Tally> summed(List<HistoryBucket> finer) {
        NavigableMap<Long, Tally> sums = new TreeMap<>();
        for (HistoryBucket bucket : finer) {
            long start = tier.start(bucket.startMillis());
            sums.computeIfAbsent(start, it -> new Tally(it, width)).add(bucket);
        }
        return sums;
    }

    /** The start of the last bucket with anything in it; zero if there is none. */
    long lastKnown() {
        return open.isEmpty() ? closed.last() : open.start();
    }

    int bytes() {
        return closed.bytes();
    }
}
