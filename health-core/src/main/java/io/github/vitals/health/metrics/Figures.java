package io.github.vitals.health.metrics;

import java.math.BigDecimal;
import java.math.MathContext;

/** Figures as people read them. */
final class Figures {
    private static final MathContext DIGITS = new MathContext(4);

    private Figures() {}

    /** A finite number to four digits. */
    static double rounded(double value) {
        return BigDecimal.valueOf(value).round(DIGITS).doubleValue();
    }
}
