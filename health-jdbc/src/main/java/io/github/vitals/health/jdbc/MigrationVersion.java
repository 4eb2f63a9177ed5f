package io.github.vitals.health.jdbc;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A version as Flyway counts: numbers, of which missing ones are zero. */
record MigrationVersion(String text, List<BigInteger> parts) implements Comparable<MigrationVersion> {
    private static final Pattern VERSION = Pattern.compile("\\d{1,100}([._]\\d{1,100}){0,20}");
    private static final Pattern BETWEEN = Pattern.compile("[._]");

    static MigrationVersion require(String argument, String text) {
        if (!valid(Arguments.requireNonNull(argument, text, "a version"))) {
            throw Arguments.invalid(argument, '"' + text + '"', "numbers with '.' or '_' between them");
        }
        return of(text);
    }

    static boolean valid(String text) {
        return VERSION.matcher(text).matches();
    }

    static MigrationVersion of(String text) {
        return new MigrationVersion(
                text, Stream.of(BETWEEN.split(text, -1)).map(BigInteger::new).toList());
    }

    @Override
    public int compareTo(MigrationVersion other) {
        int longest = Math.max(parts.size(), other.parts.size());
        for (int i = 0; i < longest; i++) {
            int order = part(i).compareTo(other.part(i));
            if (order != 0) {
                return order;
            }
        }
        return 0;
    }

    private BigInteger part(int index) {
        return index < parts.size() ? parts.get(index) : BigInteger.ZERO;
    }
}
