package io.github.vitals.health.benchmarks;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What {@code wrk}, with one thread, saw of a server on 16 connections that it keeps busy.
 *
 * @param requests how many were answered, all of them with 2xx
 * @param perSecond how many were answered a second
 * @param p50 the median latency, in microseconds
 * @param p99 the latency of the 99th percentile, in microseconds
 */
record Wrk(long requests, double perSecond, double p50, double p99) {
    private static final Map<String, Double> MICROS = Map.of("us", 1.0, "ms", 1e3, "s", 1e6);

    static boolean present() throws InterruptedException {
        try {
            new ProcessBuilder("wrk", "-v")
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
            return true;
        } catch (IOException notFound) {
            return false;
        }
    }

    /** Asks for a second. */
    static Wrk ask(URI uri) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        List.of("wrk", "-t1", "-c16", "-d1s", "--timeout", "30s", "--latency", uri.toString()))
                .redirectErrorStream(true)
                .start();
        try {
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0 || text.contains("Non-2xx") || text.contains("Socket errors")) {
                throw new IOException("wrk: " + text);
            }
            return new Wrk(
                    Long.parseLong(found("(\\d+) requests in", text).group(1)),
                    Double.parseDouble(found("Requests/sec: +([\\d.]+)", text).group(1)),
                    latency("50%", text),
                    latency("99%", text));
        } finally {
            process.destroy();
        }
    }

    private static double latency(String percentile, String text) {
        Matcher found = found(percentile + " +([\\d.]+)(us|ms|s)", text);
        return Double.parseDouble(found.group(1)) * MICROS.get(found.group(2));
    }

    private static Matcher found(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("wrk: " + text);
        }
        return matcher;
    }
}
