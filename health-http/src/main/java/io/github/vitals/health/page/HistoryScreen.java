package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.Incident;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What has been of all groups and checks. */
final class HistoryScreen implements Content {
    /** Each has up to a hundred buckets. */
    static final int MOST_TRACKS = 30;

    private static final int HEIGHT = 28;

    private final Past past;
    private final Look look;
    private final HealthRegistry health;
    private final HealthReport report;
    private final Range range;
    private final Map<Instant, String> times = new HashMap<>();

    HistoryScreen(Past past, Look look, HealthRegistry health) {
        this.past = past;
        this.look = look;
        this.health = health;
        this.report = health.report();
        this.range = Range.of(look.view(), look.now(), Range.Length.DAY);
    }

    @Override
    public Frame.Screen screen() {
        return new Frame.Screen("History – " + new Sentence(report).title(), report.status(), "History", true);
    }

    @Override
    public void write(Html html) {
        html.element("h1", "History");
        html.element("p", SubjectScreen.upper(range.words()) + ", " + range.step() + " each.", "class", "facts");
        Ranges.write(html, look, range);
        Filter filter = new Filter(look.view(), report);
        filter.form(html);
        List<CheckState> all =
                filter.matching(state -> CheckRow.uptime(past, HistoryKey.check(state.name()), range.window(), look)
                        .orElse(2));
        List<CheckState> shown = Pager.page(all, look.view().page(), MOST_TRACKS);
        if (look.view().page() == 1 && look.view().search().isEmpty()) {
            groups(html);
        }
        checks(html, shown, all.size());
        Incidents.write(html, look, range, incidents(shown), true);
    }

    private void groups(Html html) {
        html.open("section", "class", "block", "aria-labelledby", "groups").element("h2", "Groups", "id", "groups");
        html.open("ul", "class", "tracks");
        health.groups().stream()
                .sorted(Comparator.comparing((HealthGroup group) -> !group.equals(HealthGroup.ALL))
                        .thenComparing(HealthGroup::name))
                .forEach(group -> track(html, HistoryKey.group(group), health.status(group)));
        html.close("ul").close("section").raw("\n");
    }

    private void checks(Html html, List<CheckState> shown, int all) {
        html.open("section", "class", "block", "aria-labelledby", "checks").element("h2", "Checks", "id", "checks");
        if (shown.isEmpty()) {
            html.element("p", "No check fits.", "class", "empty");
        } else {
            html.open("ul", "class", "tracks");
            shown.forEach(state -> track(html, HistoryKey.check(state.name()), state.status()));
            html.close("ul");
        }
        new Pager(MOST_TRACKS, look.view().page(), all).write(html, look.view());
        html.close("section").raw("\n");
    }

    private void track(Html html, HistoryKey key, HealthStatus status) {
        html.open("li", "class", "track s-" + Words.key(status)).open("h3");
        Marks.shape(html, status);
        html.element("span", Words.status(status), "class", "aside");
        html.element("a", key.name(), "href", SubjectScreen.path(look, key)).close("h3");
        List<HistoryBucket> buckets = past.brief(key, range.window());
        html.open("div", "class", "cell-bar");
        if (!buckets.isEmpty()) {
            Slots slots = new Slots(html, range, buckets, look.view().at(), times);
            slots.write(
                    key.name() + ", " + range.words(),
                    HEIGHT,
                    () -> {},
                    (bucket, index) -> slots.column(bucket, index, HEIGHT),
                    Said::of);
            slots.axis();
        }
        html.close("div").open("div", "class", "cell-uptime").element("span", "Uptime ", "class", "label");
        html.text(Words.percent(CheckRow.uptime(past, key, range.window(), look)));
        html.close("div").close("li").raw("\n");
    }

    private List<Incident> incidents(List<CheckState> shown) {
        List<Incident> incidents = new ArrayList<>();
        for (CheckState state : shown) {
            incidents.addAll(past.incidents(
                    HistoryKey.check(state.name()),
                    range.window().from(),
                    range.window().to()));
        }
        return incidents;
    }
}
