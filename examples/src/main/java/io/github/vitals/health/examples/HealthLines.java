package io.github.vitals.health.examples;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthListener;
import io.github.vitals.health.HealthTransition;
import java.io.PrintStream;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/** One short line for people on each change of a check, and of the readiness of the service. */
final class HealthLines implements HealthListener {
    private static final int LONGEST = 100;

    private final PrintStream out;

    HealthLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public void onTransition(HealthTransition change) {
        boolean group = change.subject() == HealthTransition.Subject.GROUP;
        if (group && !change.name().equals(HealthGroup.READINESS.name())) {
            return;
        }
        String reason = change.reason().map(why -> "  " + why.label()).orElse("");
        String message = change.message().isEmpty() ? "" : ": " + shortened(change.message());
        print(out, change.at(), change.name(), change.from() + " -> " + change.to() + reason + message);
    }

    /** The shape that every line has. */
    static void print(PrintStream out, Instant at, String about, String text) {
        LocalTime time = LocalTime.ofInstant(at, ZoneId.systemDefault()).truncatedTo(ChronoUnit.SECONDS);
        out.printf("%tT  %-14s %s%n", time, about, text);
    }

    static String shortened(String message) {
        return message.length() <= LONGEST ? message : message.substring(0, LONGEST - 1) + "…";
    }
}
