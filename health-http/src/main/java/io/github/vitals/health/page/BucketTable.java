package io.github.vitals.health.page;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryBucket;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** What the pictures show, in figures. */
final class BucketTable {
    private BucketTable() {}

    static void write(Html html, Range range, List<HistoryBucket> buckets, boolean runs) {
        html.open("details", "class", "asTable", "id", "table");
        html.element("summary", "The same as a table");
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Buckets");
        html.open("table")
                .element("caption", "In steps of " + range.step() + ", " + range.words() + ", the latest first");
        html.raw("<thead><tr><th scope=\"col\">Time</th>");
        for (HealthStatus status : HealthStatus.values()) {
            number(html, Words.status(status));
        }
        number(html, "No data");
        if (runs) {
            for (String figure : List.of("p50", "p95", "p99", "Runs", "Not up")) {
                number(html, figure);
            }
            html.raw("<th scope=\"col\">Reasons</th>");
        }
        html.raw("</tr></thead><tbody>\n");
        for (int i = buckets.size() - 1; i >= 0; i--) {
            row(html, range, buckets.get(i), runs);
        }
        html.raw("</tbody></table>").close("div").close("details").raw("\n");
    }

    private static void number(Html html, String words) {
        html.element("th", words, "scope", "col", "class", "number");
    }

    private static void row(Html html, Range range, HistoryBucket bucket, boolean runs) {
        html.raw("<tr><th scope=\"row\">");
        html.open(
                "time",
                "datetime",
                bucket.start().toString(),
                "data-form",
                range.form().name().toLowerCase(Locale.ROOT));
        html.text(Words.time(bucket.start(), range.form()) + " UTC")
                .close("time")
                .raw("</th>");
        for (HealthStatus status : HealthStatus.values()) {
            cell(html, time(bucket.time(status)));
        }
        cell(html, time(bucket.width().minus(bucket.known())));
        if (runs) {
            List<Duration> latency = bucket.latency().percentiles(50, 95, 99);
            for (int i = 0; i < 3; i++) {
                cell(html, latency.isEmpty() ? "–" : Words.duration(latency.get(i)));
            }
            cell(html, Words.grouped(bucket.runs()));
            cell(html, Words.grouped(Said.failed(bucket)));
            html.element("td", Said.reasons(bucket));
        }
        html.raw("</tr>\n");
    }

    private static String time(Duration time) {
        return time.isZero() ? "–" : Words.duration(time);
    }

    private static void cell(Html html, String text) {
        html.element("td", text, "class", "number");
    }
}
