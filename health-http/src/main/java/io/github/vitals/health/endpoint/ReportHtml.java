package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;

/** A plain table for a person who opens the endpoint in a browser: no style, no script. */
final class ReportHtml implements Rendering {
    /** Nothing is loaded, run, submitted or framed, whatever came into the page. */
    static HealthResponse guarded(HealthResponse response) {
        return response.withHeader("Vary", "Accept")
                .withHeader(
                        "Content-Security-Policy",
                        "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
    }

    @Override
    public byte[] statusOnly(HealthStatus status) {
        return page(status.name(), "");
    }

    @Override
    public byte[] report(HealthReport report) {
        StringBuilder text = new StringBuilder();
        text.append("<p>Group ").append(escaped(report.group().name()));
        text.append(", since ").append(seconds(report.since())).append("</p>\n");
        if (!report.message().isEmpty()) {
            text.append("<p>").append(escaped(report.message())).append("</p>\n");
        }
        table(text, report.states());
        return page(report.status().name(), text.toString());
    }

    @Override
    public byte[] check(CheckState state) {
        StringBuilder text = new StringBuilder();
        table(text, List.of(state));
        return page(state.status().name(), text.toString());
    }

    private static void table(StringBuilder text, List<CheckState> states) {
        text.append("<table>\n<caption>Checks</caption>\n<tr><th scope=\"col\">Check</th><th scope=\"col\">Status</th>"
                + "<th scope=\"col\">Since</th><th scope=\"col\">Reason</th><th scope=\"col\">Message</th></tr>\n");
        Checks rows = Checks.fitting(states, ReportHtml::row);
        rows.written().values().forEach(text::append);
        text.append("</table>\n");
        if (rows.omitted() > 0) {
            text.append("<p>").append(rows.omitted()).append(" more checks are not shown.</p>\n");
        }
    }

    private static String row(CheckState state, boolean withMessage) {
        StringBuilder text = new StringBuilder();
        text.append("<tr><th scope=\"row\">").append(escaped(state.name())).append("</th>");
        cell(text, state.status().name());
        cell(text, seconds(state.since()));
        cell(text, state.reason().map(FailureReason::label).orElse(""));
        cell(text, withMessage ? state.message() : "…");
        return text.append("</tr>\n").toString();
    }

    private static void cell(StringBuilder text, String value) {
        text.append("<td>").append(escaped(value)).append("</td>");
    }

    private static String seconds(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    private static byte[] page(String status, String content) {
        return Utf8.encode("<!DOCTYPE html>\n<html lang=\"en\">\n<head><meta charset=\"utf-8\"><title>Health: "
                + status.toLowerCase(Locale.ROOT)
                + "</title></head>\n<body>\n<h1>Health: "
                + status
                + "</h1>\n"
                + content
                + "</body>\n</html>\n");
    }

    /** Safe as text of an element and as a quoted attribute; characters that HTML does not allow become question marks. */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char each = text.charAt(i);
            switch (each) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append(each);
                default -> escaped.append(Character.isISOControl(each) ? '?' : each);
            }
        }
        return escaped.toString();
    }
}
