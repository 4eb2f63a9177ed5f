package io.github.vitals.health.logging.archive;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The name of a log file: whose it is, its day in UTC and its number of that day. Immutable. */
record LogFileName(String name, LocalDate day, int number) implements Comparable<LogFileName> {
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");
    private static final Pattern FILES = Pattern.compile(
            "([A-Za-z0-9_-][A-Za-z0-9._-]{0,99})-(\\d{4}-\\d\\d-\\d\\d)\\.(0|[1-9]\\d{0,8})\\.json(\\.gz)?");
    private static final Comparator<LogFileName> AGE =
            Comparator.comparing(LogFileName::day).thenComparingInt(file -> file.number);

    /** Checks a name that files begin with. */
    static String name(String argument, String name) {
        if (!NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException(argument + ": " + name + " (expected: " + NAMES + ")");
        }
        return name;
    }

    static Optional<LogFileName> live(String name, String file) {
        return parse(name, file, false);
    }

    static Optional<LogFileName> archive(String name, String file) {
        return parse(name, file, true);
    }

    private static Optional<LogFileName> parse(String name, String file, boolean compressed) {
        Matcher parts = FILES.matcher(file);
        if (!parts.matches() || !parts.group(1).equals(name) || compressed != (parts.group(4) != null)) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LogFileName(name, LocalDate.parse(parts.group(2)), Integer.parseInt(parts.group(3))));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }

    String live() {
        return name + "-" + day + "." + number + ".json";
    }

    String archive() {
        return live() + ".gz";
    }

    LogFileName number(int other) {
        return new LogFileName(name, day, other);
    }

    @Override
    public int compareTo(LogFileName other) {
        return AGE.compare(this, other);
    }
}
