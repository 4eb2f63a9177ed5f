package io.github.vitals.health.logging.suppress;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A bounded number of sites: a new one takes the place of one that was not used for long, of a few that are looked at in
 * turn. Finding one makes no object and takes no lock. Thread-safe.
 */
final class Sites {
    private static final int LOOKED_AT = 16;

    private final AtomicReferenceArray<@Nullable Node> buckets;
    private final @Nullable Site[] slots;
    private int count;
    private int hand;

    /** Sites with the same hash, modulo the number of buckets. */
    private record Node(Site site, @Nullable Node next) {
        static @Nullable Node without(@Nullable Node node, Site site) {
            if (node == null || node.site() == site) {
                return node == null ? null : node.next();
            }
            return new Node(node.site(), without(node.next(), site));
        }
    }

    /** Where a new site went, and which had to go for it. */
    record Added(Site site, Optional<Site> evicted) {}

    Sites(int most) {
        slots = new @Nullable Site[most];
        buckets = new AtomicReferenceArray<>(Integer.highestOneBit(most) * 2);
    }

    @Nullable
    Site find(Logger logger, Level level, String template, @Nullable Class<?> thrown) {
        int bucket = bucket(Site.hash(logger, level, template, thrown));
        for (Node node = buckets.get(bucket); node != null; node = node.next()) {
            if (node.site().is(logger, level, template, thrown)) {
                return node.site();
            }
        }
        return null;
    }

    private int bucket(int hash) {
        return (hash ^ (hash >>> 16)) & (buckets.length() - 1);
    }

    /** Unless another thread was faster. */
    synchronized Added add(Logger logger, Level level, String template, @Nullable Class<?> thrown, long now) {
        Site known = find(logger, level, template, thrown);
        if (known != null) {
            return new Added(known, Optional.empty());
        }
        Site site = new Site(logger, level, template, thrown, now);
        int slot = count < slots.length ? count++ : oldest(now);
        Optional<Site> evicted = Optional.ofNullable(slots[slot]);
        evicted.ifPresent(old -> {
            int bucket = bucket(old.hash());
            buckets.set(bucket, Node.without(buckets.get(bucket), old));
        });
        slots[slot] = site;
        int bucket = bucket(site.hash());
        buckets.set(bucket, new Node(site, buckets.get(bucket)));
        return new Added(site, evicted);
    }

    /** Of the next few slots, all of which are taken. */
    private int oldest(long now) {
        int oldest = hand;
        long longest = -1;
        for (int i = 0; i < Math.min(LOOKED_AT, slots.length); i++) {
            Site site = slots[hand];
            if (site != null && now - site.used() > longest) {
                longest = now - site.used();
                oldest = hand;
            }
            hand = (hand + 1) % slots.length;
        }
        return oldest;
    }

    synchronized int size() {
        return count;
    }
}
