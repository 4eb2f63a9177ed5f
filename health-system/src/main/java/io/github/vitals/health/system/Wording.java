package io.github.vitals.health.system;

import io.github.vitals.health.checks.Figure;
import java.util.Locale;

/** What the checks say. */
final class Wording {
    private Wording() {}

    /** Of a system that does not tell, which is nobody's fault. */
    static Figure untold() {
        return Figure.none("this system does not tell").detail("supported", false);
    }

    /** Of counters that have not been watched for long enough. */
    static Figure notYet() {
        return Figure.none("not known yet");
    }

    /** To one decimal, as details show it. */
    static double rounded(double value) {
        return Math.round(value * 10) / 10.0;
    }

    /** To one decimal, unless that is zero. */
    static String number(double value) {
        String shown = String.format(Locale.ROOT, "%.1f", value);
        return shown.endsWith(".0") ? shown.substring(0, shown.length() - 2) : shown;
    }

    static String percent(double value) {
        return number(value) + " %";
    }
}
