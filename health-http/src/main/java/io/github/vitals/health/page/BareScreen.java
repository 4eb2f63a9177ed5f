package io.github.vitals.health.page;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import java.time.Duration;
import java.util.List;

/** What everybody may see: how all of it is, and the groups that every application has. No names, no reasons. */
final class BareScreen implements Content {
    private static final List<HealthGroup> GROUPS =
            List.of(HealthGroup.READINESS, HealthGroup.LIVENESS, HealthGroup.STARTUP);

    private final Past past;
    private final Look look;
    private final HealthRegistry health;
    private final HealthReport report;

    BareScreen(Past past, Look look, HealthRegistry health) {
        this.past = past;
        this.look = look;
        this.health = health;
        this.report = health.report();
    }

    @Override
    public Frame.Screen screen() {
        return new Frame.Screen(Words.status(report.status()), report.status(), "Status", false);
    }

    @Override
    public void write(Html html) {
        html.open("section", "class", "overview s-" + Words.key(report.status()), "aria-labelledby", "sentence");
        html.open("p", "class", "verdict");
        Marks.state(html, report.status());
        html.close("p").element("h1", sentence(report.status()), "id", "sentence");
        html.open("p", "class", "facts").text("For ");
        html.passing(() -> html.text(Words.spoken(report.lasting())));
        html.text(", since ");
        Words.time(html, report.since(), Words.Form.DATED);
        html.text(".").close("p").close("section").raw("\n");
        html.element("h2", "Groups", "class", "over");
        html.open("ul", "class", past.kept() ? "rows groups" : "rows bare");
        GROUPS.forEach(group -> row(html, group));
        html.close("ul").raw("\n");
    }

    private static String sentence(HealthStatus status) {
        return switch (status) {
            case UP -> "All is well";
            case MAINTENANCE -> "Announced work is going on";
            case DEGRADED -> "It works, but worse than it should";
            case UNKNOWN -> "It is not known how it is";
            case DOWN -> "It does not work";
        };
    }

    private void row(Html html, HealthGroup group) {
        HealthReport of = health.report(group);
        html.open(
                "li",
                "class",
                "row s-" + Words.key(of.status()),
                "data-status",
                Words.status(of.status()),
                "data-name",
                group.name());
        html.open("div", "class", "cell-state");
        Marks.state(html, of.status());
        html.close("div");
        html.open("div", "class", "cell-what").element("h3", group.name()).close("div");
        html.open("div", "class", "cell-since").element("span", "For ", "class", "label");
        html.passing(() -> html.text(Words.duration(of.lasting())));
        html.close("div");
        if (past.kept()) {
            HistoryKey key = HistoryKey.group(group);
            List<HistoryBucket> buckets = past.brief(
                    key, new HistoryWindow(look.now().minus(Duration.ofHours(24)), look.now(), Duration.ofMinutes(30)));
            html.open("div", "class", "cell-bar");
            Strip.write(html, buckets, CheckRow.described(buckets));
            html.close("div").open("div", "class", "cell-uptime");
            html.element("span", "Uptime, 30 days ", "class", "label");
            html.text(Words.percent(CheckRow.uptime(
                    past, key, Range.last(Range.Length.MONTH, look.now()).window(), look)));
            html.close("div");
        }
        html.close("li").raw("\n");
    }
}
