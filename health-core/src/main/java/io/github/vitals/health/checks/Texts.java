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

    /** To so many digits that tell something, but never less than the whole part. */
    static BigDecimal digits(double value, int most) {
        BigDecimal exact = BigDecimal.valueOf(value);
        int whole = exact.precision() - exact.scale();
        return exact.setScale(Math.max(0, most - whole), RoundingMode.HALF_UP);
    }

    /** With its unit; that of an empty one is only counted. */
    static String amount(double value, String unit) {
        String shown = digits(value, 3).stripTrailingZeros().toPlainString();
        return switch (unit) {
            case "" -> shown;
            case "percent" -> shown + " %";
            case "seconds" -> shown + " s";
            case "bytes" -> bytes((long) value);
            default -> shown + " " + unit;
        };
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
