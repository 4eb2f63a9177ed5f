package io.github.vitals.health.page;

import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;

/** Figures and times as people read them. */
final class Words {
    /** What people want to know of first. */
    static final List<HealthStatus> WORST_FIRST = List.of(
            HealthStatus.DOWN, HealthStatus.UNKNOWN, HealthStatus.DEGRADED, HealthStatus.MAINTENANCE, HealthStatus.UP);

    private static final DateTimeFormatter CLOCK = utc("HH:mm");
    private static final DateTimeFormatter SECONDS = utc("HH:mm:ss");
    private static final DateTimeFormatter DAY = utc("d MMM");
    private static final DateTimeFormatter DATED = utc("d MMM HH:mm");
    private static final DateTimeFormatter FULL = utc("d MMM yyyy HH:mm:ss");
    private static final long MINUTE = 60;
    private static final long HOUR = 3_600;
    private static final long DAY_LONG = 86_400;

    private Words() {}

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /** How a time is shown; the script knows the same by the lower-case name. */
    enum Form {
        CLOCK,
        SECONDS,
        DAY,
        DATED,
        FULL
    }

    static String time(Instant time, Form form) {
        return switch (form) {
            case CLOCK -> CLOCK.format(time);
            case SECONDS -> SECONDS.format(time);
            case DAY -> DAY.format(time);
            case DATED -> DATED.format(time);
            case FULL -> FULL.format(time);
        };
    }

    /** A time that the script shows in the zone that the reader wants. */
    static void time(Html html, Instant time, Form form) {
        html.open("time", "datetime", time.toString(), "data-form", form.name().toLowerCase(Locale.ROOT));
        html.text(time(time, form) + " UTC").close("time");
    }

    /** Short, in at most two units: {@code 3 h 12 min}. */
    static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 1) {
            return milliseconds(duration);
        }
        if (seconds < 10 && duration.toMillisPart() >= 50) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
        }
        if (seconds < MINUTE) {
            return seconds + " s";
        }
        if (seconds < HOUR) {
            return two(seconds / MINUTE, "min", seconds % MINUTE, "s", 10);
        }
        return seconds < DAY_LONG
                ? two(seconds / HOUR, "h", seconds % HOUR / MINUTE, "min", DAY_LONG)
                : two(seconds / DAY_LONG, "d", seconds % DAY_LONG / HOUR, "h", 100);
    }

    /** The smaller unit says nothing beside many of the greater. */
    private static String two(long many, String unit, long rest, String smaller, long upTo) {
        return many + " " + unit + (rest > 0 && many < upTo ? " " + rest + " " + smaller : "");
    }

    private static String milliseconds(Duration duration) {
        double millis = duration.toNanos() / 1e6;
        if (millis == 0) {
            return "0 s";
        }
        if (millis < 1) {
            return "< 1 ms";
        }
        return millis < 10 ? String.format(Locale.ROOT, "%.1f ms", millis) : Math.round(millis) + " ms";
    }

    /** In words, in one unit: {@code 3 hours}. */
    static String spoken(Duration duration) {
        long seconds = Math.max(0, duration.toSeconds());
        if (seconds < MINUTE) {
            return plural(seconds, "second");
        }
        if (seconds < HOUR) {
            return plural(seconds / MINUTE, "minute");
        }
        return seconds < 2 * DAY_LONG ? plural(seconds / HOUR, "hour") : plural(seconds / DAY_LONG, "day");
    }

    static String plural(long count, String what) {
        return grouped(count) + " " + what + (count == 1 ? "" : "s");
    }

    static String grouped(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** Cut, not rounded: 100 % is said only where nothing was bad. */
    static String percent(double ratio) {
        if (ratio >= 1 || ratio <= 0) {
            return ratio >= 1 ? "100 %" : "0 %";
        }
        double percent = Math.floor(ratio * 1e5 + 1e-6) / 1e3;
        String text = String.format(Locale.ROOT, percent >= 99 ? "%.3f" : "%.1f", floor(percent));
        return (text.endsWith("0") && percent >= 99 ? text.substring(0, text.length() - 1) : text) + " %";
    }

    private static double floor(double percent) {
        return percent >= 99 ? percent : Math.floor(percent * 10) / 10;
    }

    static String percent(OptionalDouble ratio) {
        return ratio.isPresent() ? percent(ratio.getAsDouble()) : "no data";
    }

    static String cut(String text, int longest) {
        return text.length() > longest ? text.substring(0, longest - 1) + "…" : text;
    }

    static String status(HealthStatus status) {
        return switch (status) {
            case UP -> "Up";
            case MAINTENANCE -> "Maintenance";
            case DEGRADED -> "Degraded";
            case UNKNOWN -> "Unknown";
            case DOWN -> "Down";
        };
    }

    /** As part of a sentence, after a form of "to be". */
    static String being(HealthStatus status) {
        return status == HealthStatus.MAINTENANCE
                ? "in maintenance"
                : status(status).toLowerCase(Locale.ROOT);
    }

    /** In a class name, and in a URL. */
    static String key(HealthStatus status) {
        return status.name().toLowerCase(Locale.ROOT);
    }

    static String bytes(double bytes) {
        String[] units = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
        int unit = 0;
        double value = bytes;
        while (value >= 1024 && unit < units.length - 1) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit == 0 || value >= 100 ? "%.0f " : "%.1f ", value) + units[unit];
    }
}
