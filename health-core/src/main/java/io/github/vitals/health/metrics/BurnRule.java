package io.github.vitals.health.metrics;

import io.github.vitals.health.metrics.SloWindow.Span;
import java.time.Duration;

/** A pair of windows, and how fast the budget may burn in both at once. */
final class BurnRule {
    private final SloWindow longer;
    private final SloWindow shorter;
    private final double limit;

    BurnRule(Duration longer, Duration shorter, double limit) {
        this.longer = new SloWindow(longer);
        this.shorter = new SloWindow(shorter);
        this.limit = limit;
    }

    Duration shorter() {
        return shorter.length();
    }

    Burn add(Point now, double budget) {
        Span inLonger = longer.add(now);
        Span inShorter = shorter.add(now);
        return new Burn(this, inLonger, inLonger.burnRate(budget), inShorter, inShorter.burnRate(budget));
    }

    /** How the budget burns now. */
    record Burn(BurnRule rule, Span longer, double longRate, Span shorter, double shortRate) {
        boolean tooFast() {
            return longRate > rule.limit && shortRate > rule.limit;
        }

        @Override
        public String toString() {
            return Figures.rounded(longRate) + " times over " + rule.longer.length() + " and "
                    + Figures.rounded(shortRate) + " times over " + rule.shorter.length() + " (expected: at most "
                    + Figures.rounded(rule.limit) + ")";
        }
    }
}
