package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.LatencySketch;
import java.time.Duration;
import java.util.List;

/** Where all checks tend to: a line for each. */
final class TrendsScreen implements Content {
    private static final int PITCH = 10;
    private static final int DEPTH = 100;

    private final Past past;
    private final Look look;
    private final HealthReport report;
    private final Range range;

    TrendsScreen(Past past, Look look, HealthRegistry health) {
        this.past = past;
        this.look = look;
        this.report = health.report();
        this.range = Range.of(look.view(), look.now(), Range.Length.WEEK);
    }

    @Override
    public Frame.Screen screen() {
        return new Frame.Screen("Trend – " + new Sentence(report).title(), report.status(), "Trend", true);
    }

    @Override
    public void write(Html html) {
        html.element("h1", "Trend");
        html.element(
                "p",
                SubjectScreen.upper(range.words()) + ": how long runs took, p95 per " + range.per()
                        + ", each line in a scale of its own.",
                "class",
                "facts");
        Ranges.write(html, look, range);
        Filter filter = new Filter(look.view(), report);
        filter.form(html);
        List<CheckState> all =
                filter.matching(state -> CheckRow.uptime(past, HistoryKey.check(state.name()), range.window(), look)
                        .orElse(2));
        List<CheckState> shown = Pager.page(all, look.view().page(), HistoryScreen.MOST_TRACKS);
        if (shown.isEmpty()) {
            html.element("p", "No check fits.", "class", "empty");
        } else {
            table(html, shown);
        }
        new Pager(HistoryScreen.MOST_TRACKS, look.view().page(), all.size()).write(html, look.view());
        Disks.write(html, look, all);
    }

    private void table(Html html, List<CheckState> shown) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Trends");
        html.open("table", "class", "trends").element("caption", "Checks, " + range.words());
        html.raw("<thead><tr><th scope=\"col\">Check</th><th scope=\"col\">p95 over time</th>");
        for (String figure : List.of("p50", "p95", "p99", "Runs", "Not up", "Uptime")) {
            html.element("th", figure, "scope", "col", "class", "number");
        }
        html.raw("</tr></thead><tbody>\n");
        shown.forEach(state -> row(html, state));
        html.raw("</tbody></table>").close("div").raw("\n");
    }

    private void row(Html html, CheckState state) {
        HistoryKey key = HistoryKey.check(state.name());
        List<HistoryBucket> buckets = past.buckets(key, range.window());
        html.open("tr", "class", "s-" + Words.key(state.status())).open("th", "scope", "row");
        html.open("span", "class", "titled");
        Marks.shape(html, state.status());
        html.element("span", Words.status(state.status()), "class", "aside");
        html.element("a", state.name(), "href", look.toTrend(state.name()))
                .close("span")
                .close("th")
                .open("td");
        sparkline(html, buckets);
        html.close("td");
        List<Duration> latency = LatencySketch.merged(
                        buckets.stream().map(HistoryBucket::latency).toList())
                .percentiles(50, 95, 99);
        for (int i = 0; i < 3; i++) {
            number(html, latency.isEmpty() ? "–" : Words.duration(latency.get(i)));
        }
        number(
                html,
                Words.grouped(buckets.stream().mapToLong(HistoryBucket::runs).sum()));
        number(html, Words.grouped(buckets.stream().mapToLong(Said::failed).sum()));
        number(html, Words.percent(CheckRow.uptime(past, key, range.window(), look)));
        html.close("tr").raw("\n");
    }

    private static void number(Html html, String text) {
        html.element("td", text, "class", "number");
    }

    private static void sparkline(Html html, List<HistoryBucket> buckets) {
        double[] values = buckets.stream()
                .mapToDouble(bucket -> bucket.latency()
                        .percentile(95)
                        .map(Duration::toNanos)
                        .map(Long::doubleValue)
                        .orElse(Double.NaN))
                .toArray();
        double most = 1;
        for (double value : values) {
            most = Double.isNaN(value) ? most : Math.max(most, value);
        }
        StringBuilder path = new StringBuilder();
        for (int i = 0; i < values.length; i++) {
            if (!Double.isNaN(values[i])) {
                path.append(i == 0 || Double.isNaN(values[i - 1]) ? 'M' : 'L')
                        .append(i * PITCH)
                        .append(' ');
                path.append(Math.round(DEPTH - DEPTH * values[i] / most));
            }
        }
        html.open(
                "svg",
                "class",
                "sparkline",
                "aria-hidden",
                "true",
                "viewBox",
                "0 -5 " + Math.max(PITCH, (values.length - 1) * PITCH) + " 110",
                "preserveAspectRatio",
                "none");
        html.out().append("<path class=\"line line-1\" d=\"").append(path).append("\"/>");
        html.close("svg");
    }
}
