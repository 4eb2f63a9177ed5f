package io.github.vitals.health.endpoint;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * One line of comma-separated values (RFC 4180). A text that a spreadsheet would take for a formula gets an apostrophe
 * in front, which keeps it a text.
 */
final class CsvRow {
    private static final String FORMULA = "=+-@\t\r\n";

    private final List<String> cells = new ArrayList<>();

    CsvRow text(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return cell(quoted(formula ? "'" + text : text));
    }

    CsvRow number(long number) {
        return cell(Long.toString(number));
    }

    CsvRow number(OptionalDouble number) {
        return cell(number.isPresent() ? Double.toString(number.getAsDouble()) : "");
    }

    CsvRow seconds(Duration duration) {
        return cell(Json.plainSeconds(duration));
    }

    CsvRow seconds(Optional<Duration> duration) {
        return cell(duration.map(Json::plainSeconds).orElse(""));
    }

    private CsvRow cell(String written) {
        cells.add(written);
        return this;
    }

    private static String quoted(String text) {
        boolean plain = text.chars().noneMatch(each -> each == ',' || each == '"' || each == '\r' || each == '\n');
        return plain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /** With its end. */
    String line() {
        return String.join(",", cells) + "\r\n";
    }
}
