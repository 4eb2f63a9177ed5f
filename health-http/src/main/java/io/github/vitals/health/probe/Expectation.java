package io.github.vitals.health.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is expected of an answer: one of some statuses, or a status code of 2xx where there are none.
 *
 * @param statuses those that are expected
 * @param text the same for people
 */
record Expectation(List<Status> statuses, String text) {
    static final Expectation SUCCESS = new Expectation(List.of(), "2xx");

    static Expectation of(String option, String text) throws BadUsage {
        List<Status> statuses = new ArrayList<>();
        StringBuilder shown = new StringBuilder();
        int start = 0;
        while (start <= text.length()) {
            int comma = text.indexOf(',', start);
            int end = comma < 0 ? text.length() : comma;
            Status status = Status.named(text.substring(start, end));
            if (status == null) {
                throw new BadUsage(option, text, "UP, DEGRADED, MAINTENANCE, UNKNOWN or DOWN, or several with commas");
            }
            statuses.add(status);
            shown.append(start == 0 ? "" : " or ").append(status.name());
            start = end + 1;
        }
        return new Expectation(statuses, shown.toString());
    }

    boolean met(int code, @Nullable Status status) {
        return statuses.isEmpty() ? code >= 200 && code < 300 : status != null && statuses.contains(status);
    }

    Expectation within(Duration wait) {
        return new Expectation(statuses, text + " within " + Times.text(wait));
    }
}
