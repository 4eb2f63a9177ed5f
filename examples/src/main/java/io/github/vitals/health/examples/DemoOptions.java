package io.github.vitals.health.examples;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the demo was asked to do. Immutable.
 *
 * @param lasting how long it runs once all is up; until it is ended if empty
 * @param port of the health server; 0 for any free port
 * @param appPort of the order service; 0 for any free port
 * @param prometheus whether to start a Prometheus as well
 */
record DemoOptions(Optional<Duration> lasting, int port, int appPort, boolean prometheus) {
    static final String USAGE = "usage: bin/demo [--for TIME] [--port N] [--app-port N] [--with-prometheus]";

    private static final int DEFAULT_PORT = 8081;
    private static final int DEFAULT_APP_PORT = 8080;
    private static final Pattern SIMPLE = Pattern.compile("(\\d{1,7})([smh]?)");

    DemoOptions {
        if (port == appPort && port != 0) {
            throw new IllegalArgumentException(
                    "--port: " + port + " (expected: another than the one of --app-port, " + appPort + ")");
        }
    }

    /** Reads the command line; throws with a message for the person who typed it. */
    static DemoOptions parse(String... arguments) {
        Optional<Duration> lasting = Optional.empty();
        int port = DEFAULT_PORT;
        int appPort = DEFAULT_APP_PORT;
        boolean prometheus = false;
        Iterator<String> rest = List.of(arguments).iterator();
        while (rest.hasNext()) {
            String flag = rest.next();
            switch (flag) {
                case "--for" -> lasting = Optional.of(duration(value(flag, "a time, for example 60s", rest)));
                case "--port" -> port = port(flag, value(flag, "a port", rest));
                case "--app-port" -> appPort = port(flag, value(flag, "a port", rest));
                case "--with-prometheus" -> prometheus = true;
                default -> throw new IllegalArgumentException("unknown argument: " + flag);
            }
        }
        return new DemoOptions(lasting, port, appPort, prometheus);
    }

    private static String value(String flag, String expected, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw new IllegalArgumentException(flag + ": nothing (expected: " + expected + ")");
        }
        return rest.next();
    }

    private static int port(String flag, String text) {
        if (text.matches("\\d{1,5}") && Integer.parseInt(text) <= 65535) {
            return Integer.parseInt(text);
        }
        throw new IllegalArgumentException(flag + ": " + text + " (expected: 0 to 65535)");
    }

    private static Duration duration(String text) {
        Duration duration = parseDuration(text).orElse(Duration.ZERO);
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(
                    "--for: " + text + " (expected: a time of more than zero, for example 60s, 90, 2m or PT1M30S)");
        }
        return duration;
    }

    private static Optional<Duration> parseDuration(String text) {
        Matcher simple = SIMPLE.matcher(text);
        if (simple.matches()) {
            long number = Long.parseLong(simple.group(1));
            return Optional.of(
                    switch (simple.group(2)) {
                        case "m" -> Duration.ofMinutes(number);
                        case "h" -> Duration.ofHours(number);
                        default -> Duration.ofSeconds(number);
                    });
        }
        try {
            return Optional.of(Duration.parse(text));
        } catch (DateTimeParseException neither) {
            return Optional.empty();
        }
    }
}
