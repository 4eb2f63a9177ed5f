package io.github.vitals.health.system;

import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Devices that OSHI has listed: asked for their figures each time, and listed anew every minute, which takes long on some
 * systems. Thread-safe.
 */
final class Listed<T> {
    private static final Duration FRESH = Duration.ofMinutes(1);

    private final Supplier<List<T>> listing;
    private final Predicate<T> updating;
    private final LongSupplier ticker;
    private List<T> listed = List.of();
    private boolean tried;
    private long when;

    Listed(Supplier<List<T>> listing, Predicate<T> updating, LongSupplier ticker) {
        this.listing = listing;
        this.updating = updating;
        this.ticker = ticker;
    }

    /** Those that still tell of themselves. */
    synchronized List<T> now() {
        if (!tried || ticker.getAsLong() - when >= FRESH.toNanos()) {
            listed = List.copyOf(listing.get());
            tried = true;
            when = ticker.getAsLong();
            return listed;
        }
        return listed.stream().filter(updating).toList();
    }
}
