package io.github.vitals.health.history;

import java.time.InstantSource;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** A ledger for several threads. It is held for moments only: whoever waits for something does so outside. */
final class LockedLedger {
    private final InstantSource clock;
    private final LongSupplier ticker;
    private final ReentrantLock lock = new ReentrantLock();
    private final Ledger ledger;

    LockedLedger(InstantSource clock, LongSupplier ticker, MemoryBudget budget) {
        this.clock = clock;
        this.ticker = ticker;
        this.ledger = new Ledger(clock.millis(), ticker.getAsLong(), budget);
    }

    /** Does something with the ledger as it is. */
    <T> T call(Function<Ledger, T> what) {
        lock.lock();
        try {
            return what.apply(ledger);
        } finally {
            lock.unlock();
        }
    }

    /** The same for what gives nothing back. */
    void run(Consumer<Ledger> what) {
        call(it -> {
            what.accept(it);
            return true;
        });
    }

    /** Does something with the ledger when it has been told what time it is. */
    void now(Consumer<Ledger> what) {
        lock.lock();
        try {
            ledger.pass(clock.millis(), ticker.getAsLong());
            what.accept(ledger);
        } finally {
            lock.unlock();
        }
    }
}
