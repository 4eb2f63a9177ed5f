package io.github.vitals.ops;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes Prometheus rules of a table of service level objectives: error ratios over several windows, what is left of the
 * error budget, and alerts when it is spent too fast. The first argument is the table, the second where the rules go. It
 * needs nothing but a JDK, so that it can be run from its source:
 *
 * <pre>{@code
 * java src/main/java/io/github/vitals/ops/SloRules.java prometheus/slo.csv prometheus/rules/slo.yml
 * }</pre>
 *
 * <p>The windows and factors are those of the Site Reliability Workbook, chapter 5: a page for 2 % of a budget of 30 days
 * in an hour, or 5 % in 6 h; a ticket for 10 % in a day or in three. Immutable.
 */
public final class SloRules {
    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final int COLUMNS = 7;
    private static final String RUNBOOKS = "https://github.com/vitals-health/vitals/blob/main/docs/runbooks/";
    private static final List<String> WINDOWS = List.of("30m", "1h", "2h", "6h", "1d", "3d");
    private static final List<Burn> PAGE = List.of(new Burn("14.4", "1h", "5m"), new Burn("6", "6h", "30m"));
    private static final List<Burn> TICKET = List.of(new Burn("3", "1d", "2h"), new Burn("1", "3d", "6h"));

    private final List<Slo> slos;

    private SloRules(List<Slo> slos) {
        this.slos = slos;
    }

    /** One line of the table. */
    private record Slo(
            String name, BigDecimal objective, int days, String good, String total, int least, List<String> labels) {
        static Slo of(String line) {
            String[] cells =
                    Arrays.stream(line.split(";", -1)).map(String::strip).toArray(String[]::new);
            if (cells.length != COLUMNS) {
                throw new IllegalArgumentException("line: " + line + " (expected: " + COLUMNS + " columns)");
            }
            BigDecimal objective = new BigDecimal(cells[1]);
            if (objective.signum() <= 0 || objective.compareTo(HUNDRED) >= 0) {
                throw new IllegalArgumentException("objective: " + objective + " (expected: > 0 and < 100)");
            }
            return new Slo(
                    cells[0],
                    objective,
                    Integer.parseInt(cells[2]),
                    cells[3],
                    cells[4],
                    Integer.parseInt(cells[5]),
                    Stream.of(cells[6].split(",")).filter(it -> !it.isEmpty()).toList());
        }

        /** The share of the events that may be bad. */
        String budget() {
            return HUNDRED.subtract(objective).movePointLeft(2).toPlainString();
        }

        /** What is not good; all where there is no series of good ones yet. */
        String bad() {
            return "clamp_min((%2$s)\n  - ((%1$s)\n    or (%2$s) * 0), 0)".formatted(good, total);
        }

        String remaining() {
            return """
                    1 - sum_over_time(slo:bad_events:rate5m{slo="%1$s"}[%2$dd])
                      / (sum_over_time(slo:events:rate5m{slo="%1$s"}[%2$dd]) > 0) / %3$s""".formatted(name, days, budget());
        }
    }

    /** How many times as fast as planned the budget is spent in a window and in a shorter one, which ends the alert. */
    private record Burn(String factor, String window, String shorter) {
        /** The events of a window are the sum of their rates a minute apart, times the seconds of a minute. */
        String expression() {
            return """
                    (
                      slo:error_ratio:rate%2$s > on (slo) group_left () (%1$s * slo:budget:ratio)
                        and slo:error_ratio:rate%3$s > on (slo) group_left () (%1$s * slo:budget:ratio)
                        and sum_over_time(slo:bad_events:rate5m[%2$s]) * 60
                          >= on (slo) group_left () slo:least_bad_events:count
                    )""".formatted(factor, window, shorter);
        }
    }

    /**
     * Writes the rules of a table.
     *
     * @param arguments the table, and the file for the rules
     * @throws IOException if one of them cannot be read or written
     */
    public static void main(String... arguments) throws IOException {
        if (arguments.length != 2) {
            throw new IllegalArgumentException(
                    "arguments: " + arguments.length + " (expected: a table, a file for rules)");
        }
        String table = Files.readString(Path.of(arguments[0]));
        Files.writeString(Path.of(arguments[1]), of(table).yaml());
    }

    static SloRules of(String table) {
        return new SloRules(table.lines()
                .filter(line -> !line.isBlank() && !line.startsWith("#"))
                .skip(1)
                .map(Slo::of)
                .toList());
    }

    String yaml() {
        StringBuilder out = new StringBuilder("""
                # Made of ../slo.csv by SloRules: what is to change is changed there. A ratio is all bad events of a window by all its
                # events, so it is weighted by traffic. Where there are no events there is no ratio, and no alert.
                groups:
                """);
        slos.forEach(slo -> events(slo, out));
        group("slo-ratios", "1m", out);
        record("slo:error_ratio:rate5m", "slo:bad_events:rate5m / (slo:events:rate5m > 0)", out);
        WINDOWS.forEach(window -> record(
                "slo:error_ratio:rate" + window,
                "sum_over_time(slo:bad_events:rate5m[%1$s])\n  / (sum_over_time(slo:events:rate5m[%1$s]) > 0)"
                        .formatted(window),
                out));
        group("slo-budgets", "5m", out);
        slos.forEach(slo -> record("slo:error_budget:remaining_ratio", slo.remaining(), out, slo));
        group("slo-alerts", "1m", out);
        alert("SloBudgetBurnsFast", PAGE, "2m", "critical", "within two to five days", out);
        alert("SloBudgetBurnsSlowly", TICKET, "15m", "warning", "within its window", out);
        return out.toString();
    }

    private static void events(Slo slo, StringBuilder out) {
        group("slo-" + slo.name(), "1m", out);
        record("slo:budget:ratio", "vector(" + slo.budget() + ")", out, slo);
        record("slo:least_bad_events:count", "vector(" + slo.least() + ")", out, slo);
        record("slo:events:rate5m", slo.total(), out, slo);
        record("slo:bad_events:rate5m", slo.bad(), out, slo);
    }

    private static void record(String name, String expression, StringBuilder out, Slo slo) {
        record(name, expression, out);
        out.append("        labels:\n          slo: ").append(slo.name()).append('\n');
        slo.labels()
                .forEach(label -> out.append("          ")
                        .append(label.replace("=", ": "))
                        .append('\n'));
    }

    private static void group(String name, String interval, StringBuilder out) {
        out.append("  - name: %s\n    interval: %s\n    rules:\n".formatted(name, interval));
    }

    private static void record(String name, String expression, StringBuilder out) {
        out.append("      - record: ").append(name).append('\n').append(expression(expression));
    }

    private static String expression(String text) {
        return "        expr: |\n" + text.indent(10);
    }

    private static void alert(
            String name, List<Burn> burns, String held, String severity, String until, StringBuilder out) {
        out.append("      - alert: ").append(name).append('\n');
        out.append(expression(burns.stream().map(Burn::expression).collect(Collectors.joining("\n  or\n"))));
        out.append("""
                        for: %s
                        labels:
                          severity: %s
                          component: slo
                        annotations:
                          summary: '{{ or $labels.service $labels.job }}: the error budget of {{ $labels.slo }} burns %s'
                          description: >-
                            {{ $value | humanizePercentage }} of the events of {{ $labels.slo }} were bad over the last %s or %s,
                            and still are. If that goes on, the error budget is used up %s.
                          runbook_url: %s%s.md
                """.formatted(
                        held,
                        severity,
                        name.endsWith("Fast") ? "fast" : "slowly",
                        burns.get(0).window(),
                        burns.get(1).window(),
                        until,
                        RUNBOOKS,
                        name));
    }
}
