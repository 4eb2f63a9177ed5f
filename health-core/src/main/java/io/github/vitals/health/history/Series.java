package io.github.vitals.health.history;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What is remembered of one check or group: its status, and since when time is not accounted yet. Times are wall-clock
 * milliseconds. Guarded by the ledger's lock.
 */
final class Series {
    final HistoryKey key;
    final TransitionRing transitions;
    final Map<HistoryTier, TierLog> tiers = new EnumMap<>(HistoryTier.class);
    final @Nullable RunRing runs;

    /** Null while nothing is known: it is not there yet, or not any more. */
    private @Nullable HealthStatus status;

    /** Up to when time has been accounted. */
    private long accounted;

    Series(HistoryKey key, long now, MemoryBudget budget) {
        this.key = key;
        this.accounted = now;
        this.transitions = new TransitionRing(key, budget);
        this.runs = key.subject() == HealthTransition.Subject.CHECK ? new RunRing() : null;
        for (HistoryTier tier : HistoryTier.values()) {
            tiers.put(tier, new TierLog(tier, now, budget));
        }
    }

    TierLog tier(HistoryTier tier) {
        return Objects.requireNonNull(tiers.get(tier));
    }

    @Nullable
    HealthStatus status() {
        return status;
    }

    long accounted() {
        return accounted;
    }

    /** The status is another from a time on; null if nothing is known from then on. */
    void become(@Nullable HealthStatus now, long at) {
        account(at);
        if (now == HealthStatus.DOWN && status != HealthStatus.DOWN) {
            minute(Math.max(at, accounted)).addOutage();
        }
        status = now;
    }

    /** Up to a time the status was what it is. */
    void account(long to) {
        while (accounted < to) {
            if (status == null) {
                skip(to);
                return;
            }
            Tally minute = minute(accounted);
            long end = Math.min(to, minute.end());
            minute.add(status, end - accounted);
            accounted = end;
        }
        minute(accounted);
    }

    /** Nothing is known up to a time. */
    void skip(long to) {
        accounted = to;
        minute(to);
    }

    /** The minute that a time is in, which is never before the one that was asked for last. */
    Tally minute(long at) {
        TierLog minutes = tier(HistoryTier.MINUTES);
        Tally open = minutes.open();
        if (at < open.end()) {
            return open;
        }
        HistoryBucket closed = minutes.close(at);
        TierLog hours = tier(HistoryTier.HOURS);
        TierLog days = tier(HistoryTier.DAYS);
        if (hours.open().end() <= closed.startMillis()) {
            hours.close(closed.startMillis());
        }
        if (days.open().end() <= closed.startMillis()) {
            days.close(closed.startMillis());
        }
        hours.add(closed);
        days.add(closed);
        return minutes.open();
    }

    /** The clock was set back: what is recorded for later is dropped, and the buckets that the time is in go on. */
    void setBack(long to) {
        tiers.values().forEach(tier -> tier.setBack(to));
        transitions.dropAfter(to);
        accounted = to;
    }

    List<Incident> incidents() {
        List<HealthTransition> changes = transitions.transitions();
        boolean goesOn = !changes.isEmpty() && changes.get(changes.size() - 1).to() == status;
        return Incidents.of(changes, goesOn, Instant.ofEpochMilli(accounted));
    }

    void expire(long now) {
        tiers.values().forEach(tier -> tier.expire(now));
    }

    /**
     * Puts what was kept before the process began before what came since. Of the last hour and day of a process that was
     * killed more is known from the minutes and hours than from what was kept of themselves.
     */
    void load(Kept kept) {
        List<HistoryBucket> minutes = tier(HistoryTier.MINUTES).load(kept.buckets(HistoryTier.MINUTES), List.of());
        // The minute that goes on will be added to its hour and day when it is over, with what was kept of it.
        long open = tier(HistoryTier.MINUTES).open().start();
        List<HistoryBucket> over =
                minutes.stream().filter(minute -> minute.startMillis() < open).toList();
        List<HistoryBucket> hours = tier(HistoryTier.HOURS).load(kept.buckets(HistoryTier.HOURS), over);
        tier(HistoryTier.DAYS).load(kept.buckets(HistoryTier.DAYS), hours);
        transitions.addBefore(kept.transitions());
    }

    /** When anything was last known. */
    long lastKnown() {
        long last = 0;
        for (TierLog tier : tiers.values()) {
            last = Math.max(last, tier.lastKnown());
        }
        return last;
    }

    boolean isEmpty() {
        return lastKnown() == 0 && transitions.bytes() == 0;
    }

    int bytes() {
        int bytes = transitions.bytes();
        for (TierLog tier : tiers.values()) {
            bytes += tier.bytes();
        }
        return bytes;
    }
}
