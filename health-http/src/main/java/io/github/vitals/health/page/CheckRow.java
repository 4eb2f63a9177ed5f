package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.Uptime;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/** One check on the status screen: what is known of it now, and how the last day and month were. */
final class CheckRow {
    private static final int LONGEST = 300;

    private final Html html;
    private final Look look;
    private final Past past;
    private final AlertNotice alerts;
    private final HistoryWindow day;
    private final HistoryWindow month;

    CheckRow(Html html, Look look, Past past, AlertNotice alerts) {
        this.html = html;
        this.look = look;
        this.past = past;
        this.alerts = alerts;
        this.day = new HistoryWindow(look.now().minus(Duration.ofHours(24)), look.now(), Duration.ofMinutes(30));
        this.month = Range.last(Range.Length.MONTH, look.now()).window();
    }

    void write(CheckState state) {
        html.open(
                "li",
                "class",
                "row s-" + Words.key(state.status()),
                "id",
                "check-" + state.name(),
                "data-status",
                Words.status(state.status()),
                "data-name",
                state.name());
        html.open("div", "class", "cell-state");
        Marks.state(html, state.status());
        html.close("div");
        html.open("div", "class", "cell-what").open("h3");
        html.element("a", state.name(), "href", look.toHistory(state.name())).close("h3");
        why(state);
        notes(state);
        html.close("div");
        html.open("div", "class", "cell-since").element("span", "For ", "class", "label");
        html.passing(() -> html.open("time", "datetime", state.since().toString(), "data-for", "")
                .text(Words.duration(state.lasting()))
                .close("time"));
        html.close("div");
        if (past.kept()) {
            history(HistoryKey.check(state.name()));
        }
        html.open("div", "class", "cell-took").element("span", "Last run ", "class", "label");
        html.passing(() -> html.text(state.duration().map(Words::duration).orElse("–")));
        html.close("div").close("li").raw("\n");
    }

    private void why(CheckState state) {
        if (!state.message().isEmpty() || state.reason().isPresent()) {
            html.open("p", "class", "why");
            why(html, look, state, LONGEST);
            html.close("p");
        }
    }

    /** The reason, and the message or, where the check only follows another, that one. */
    static void why(Html html, Look look, CheckState state, int longest) {
        state.reason()
                .ifPresent(reason ->
                        html.element("span", reason.label(), "class", "reason").text(" "));
        if (state.rootCause().isPresent() && state.reason().orElse(null) == FailureReason.DEPENDENCY) {
            String root = state.rootCause().get();
            html.text("because ")
                    .element("a", root, "href", look.toHistory(root))
                    .text(" is down");
        } else {
            html.element("bdi", Words.cut(state.message(), longest));
        }
    }

    private void notes(CheckState state) {
        html.open("p", "class", "notes");
        alerts.mark(html, state.name());
        note(!state.streak().isEmpty(), state.streak());
        note(state.stale(), "stale");
        note(state.stuck(), "stuck");
        note(state.flapping(), "flapping");
        note(state.paused(), "paused");
        note(!state.policy().critical(), "not critical");
        state.policy().tags().stream()
                .sorted()
                .forEach(tag -> html.element(
                        "a",
                        tag,
                        "class",
                        "tag",
                        "href",
                        look.view().with(View.TAG, tag).link()));
        html.close("p");
    }

    private void note(boolean so, String words) {
        if (so) {
            html.element("span", words, "class", "note").text(" ");
        }
    }

    private void history(HistoryKey key) {
        List<HistoryBucket> buckets = past.brief(key, day);
        html.open("div", "class", "cell-bar");
        Strip.write(html, buckets, described(buckets));
        html.close("div");
        OptionalDouble ratio = uptime(past, key, month, look);
        html.open("div", "class", "cell-uptime").element("span", "Uptime, 30 days ", "class", "label");
        html.text(Words.percent(ratio)).close("div");
    }

    static OptionalDouble uptime(Past past, HistoryKey key, HistoryWindow window, Look look) {
        Uptime.Maintenance maintenance =
                look.view().maintenanceCounted() ? Uptime.Maintenance.COUNTED : Uptime.Maintenance.EXCLUDED;
        Optional<Uptime> uptime = past.uptime(key, window);
        return uptime.isEmpty() ? OptionalDouble.empty() : uptime.get().ratio(maintenance);
    }

    /** The picture in words. */
    static String described(List<HistoryBucket> buckets) {
        Duration down = time(buckets, HealthStatus.DOWN);
        Duration degraded = time(buckets, HealthStatus.DEGRADED);
        if (buckets.stream().allMatch(bucket -> bucket.worst().isEmpty())) {
            return "Last 24 hours: no data";
        }
        String said = (down.isZero() ? "" : ", down for " + Words.duration(down))
                + (degraded.isZero() ? "" : ", degraded for " + Words.duration(degraded));
        return "Last 24 hours: " + (said.isEmpty() ? "never down" : said.substring(2));
    }

    private static Duration time(List<HistoryBucket> buckets, HealthStatus status) {
        return buckets.stream().map(bucket -> bucket.time(status)).reduce(Duration.ZERO, Duration::plus);
    }
}
