package io.github.vitals.health.history;

import java.util.ArrayList;
import java.util.List;

/** The steps of a window, filled with what a ledger has of one series. Called with the ledger's lock held. */
final class Steps {
    private final long from;
    private final long step;
    private final List<Tally> steps = new ArrayList<>();

    private Steps(HistoryWindow window) {
        this.from = window.from().toEpochMilli();
        this.step = window.step().toMillis();
        for (int i = 0; i < window.buckets(); i++) {
            steps.add(new Tally(from + i * step, step));
        }
    }

    static List<Tally> of(Ledger ledger, Series series, HistoryWindow window, long now) {
        Steps all = new Steps(window);
        HistoryTier tier = window.tier();
        series.tier(tier).visit(all.from, window.to().toEpochMilli(), all::add);
        all.add(series.tier(tier).open().bucket());
        if (tier != HistoryTier.MINUTES) {
            all.add(series.tier(HistoryTier.MINUTES).open().bucket());
        }
        ledger.visitPresent(
                series, now, (status, begin, end) -> all.steps.forEach(tally -> tally.addSpan(status, begin, end)));
        return all.steps;
    }

    private void add(HistoryBucket bucket) {
        long at = Math.floorDiv(bucket.startMillis() - from, step);
        if (at >= 0 && at < steps.size()) {
            steps.get((int) at).add(bucket);
        }
    }
}
