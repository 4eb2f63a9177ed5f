package io.github.vitals.health.checks;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** Figures as results show them. */
final class Texts {
    private static final String[] UNITS = {"bytes", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Texts() {}

    /** What part of the whole it is, in percent; 0 where there is no whole. */
    static double percent(long part, long whole) {
        return whole <= 0 ? 0 : 100.0 * part / whole;
    }

    /** To one decimal, as details show it. */
    static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** Without an exponent and without a fraction that is zero. */
    static String number(double value) {
        BigDecimal shown = BigDecimal.valueOf(value).setScale(1, RoundingMode.HALF_UP);
        return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
    }

    static String bytes(long bytes) {
        double shown = bytes;
        int unit = 0;
        while (shown >= 1024 && unit < UNITS.length - 1) {
            shown /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", shown, UNITS[unit]);
    }
}
