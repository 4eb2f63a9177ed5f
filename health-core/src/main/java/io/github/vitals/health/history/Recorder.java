package io.github.vitals.health.history;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthTransition;
import java.util.function.Consumer;

/** Writes what it hears into a ledger. */
final class Recorder implements HealthListener {
    private final Consumer<Consumer<Ledger>> ledger;
    private final Runnable changed;

    /** {@code ledger} hands over the ledger, locked and up to date; {@code changed} is called after a transition. */
    Recorder(Consumer<Consumer<Ledger>> ledger, Runnable changed) {
        this.ledger = ledger;
        this.changed = changed;
    }

    @Override
    public void onTransition(HealthTransition transition) {
        ledger.accept(it -> it.changed(transition));
        changed.run();
    }

    @Override
    public void onRun(CheckState state) {
        state.result()
                .ifPresent(result -> state.checkedAt()
                        .ifPresent(at -> ledger.accept(it -> it.ran(state, result, at.toEpochMilli()))));
    }

    @Override
    public void onAdded(CheckState state) {
        ledger.accept(it -> it.watch(Found.check(state)));
    }

    @Override
    public void onRemoved(CheckState state) {
        ledger.accept(it -> it.removed(HistoryKey.check(state.name())));
    }
}
