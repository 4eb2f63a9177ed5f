package io.github.vitals.health.http;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Which statuses are UP, and how that is written. */
record Statuses(IntPredicate wanted, String text) {
    static final Statuses SUCCESS = new Statuses(status -> status >= 200 && status <= 299, "200 to 299");

    static Statuses of(int... statuses) {
        Objects.requireNonNull(statuses, "statuses: null (expected: one or more statuses)");
        if (statuses.length == 0) {
            throw new IllegalArgumentException("statuses: [] (expected: one or more statuses)");
        }
        for (int status : statuses) {
            if (status < 100 || status > 599) {
                throw new IllegalArgumentException("status: " + status + " (expected: 100 to 599)");
            }
        }
        int[] sorted = IntStream.of(statuses).sorted().distinct().toArray();
        String text = IntStream.of(sorted).mapToObj(Integer::toString).collect(Collectors.joining(", "));
        return new Statuses(status -> Arrays.binarySearch(sorted, status) >= 0, text);
    }
}
