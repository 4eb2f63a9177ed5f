package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** What is now: all in a sentence, and each check, failing first. */
final class StatusScreen implements Content {
    /** More rows than this are in pages. */
    static final int MOST_ROWS = 300;

    /** More rows than this, and groups in which all is well are closed. */
    private static final int MANY_ROWS = 60;

    private final Past past;
    private final Look look;
    private final HealthReport report;
    private final Sentence sentence;
    private final AlertNotice alerts;

    StatusScreen(Past past, Alerts alerts, Look look, HealthReport report) {
        this.past = past;
        this.alerts = new AlertNotice(look, alerts);
        this.look = look;
        this.report = report;
        this.sentence = new Sentence(report);
    }

    @Override
    public Frame.Screen screen() {
        return new Frame.Screen(sentence.title(), report.status(), "Status", true);
    }

    @Override
    public void write(Html html) {
        Overview.write(html, look, report, sentence);
        alerts.line(html);
        counts(html);
        stale(html);
        Filter filter = new Filter(look.view(), report);
        if (!look.view().embedded()) {
            filter.form(html);
        }
        HistoryWindow month = Range.last(Range.Length.MONTH, look.now()).window();
        List<CheckState> all =
                filter.matching(state -> CheckRow.uptime(past, HistoryKey.check(state.name()), month, look)
                        .orElse(2));
        if (all.isEmpty()) {
            html.element("p", report.states().isEmpty() ? "Nothing to show." : "No check fits.", "class", "empty");
        }
        rows(html, Pager.page(all, look.view().page(), MOST_ROWS));
        new Pager(MOST_ROWS, look.view().page(), all.size()).write(html, look.view());
    }

    private void counts(Html html) {
        html.open("ul", "class", "counts", "aria-label", "Checks by state");
        count(html, Optional.empty(), report.states().size());
        for (HealthStatus status : Words.WORST_FIRST) {
            if (sentence.count(status) > 0 || look.view().status().equals(Optional.of(status))) {
                count(html, Optional.of(status), sentence.count(status));
            }
        }
        html.close("ul").raw("\n");
    }

    private void count(Html html, Optional<HealthStatus> status, int count) {
        String href =
                look.view().with(View.STATUS, status.map(Words::key).orElse("")).link();
        boolean chosen = look.view().status().equals(status);
        String style = "count" + status.map(each -> " s-" + Words.key(each)).orElse("");
        html.open("li");
        if (chosen) {
            html.open("a", "class", style, "href", href, "aria-current", "true");
        } else {
            html.open("a", "class", style, "href", href);
        }
        status.ifPresent(each -> Marks.shape(html, each));
        html.element("b", Words.grouped(count))
                .text(" " + status.map(Words::being).orElse("in all"));
        html.close("a").close("li");
    }

    private void stale(Html html) {
        long stale = report.states().stream().filter(CheckState::stale).count();
        if (stale > 0) {
            html.open("p", "class", "banner s-unknown").element("strong", "Stale. ");
            html.text(Words.plural(stale, "check") + (stale == 1 ? " has" : " have")
                    + " given no result for longer than allowed: what was known no longer counts.");
            html.close("p").raw("\n");
        }
    }

    private void rows(Html html, List<CheckState> states) {
        CheckRow row = new CheckRow(html, look, past, alerts);
        for (Sections.Section section : Sections.of(states)) {
            boolean open = states.size() <= MANY_ROWS || section.worst() != HealthStatus.UP;
            if (open) {
                html.open("details", "class", "group", "id", "group-" + section.group(), "open", "");
            } else {
                html.open("details", "class", "group", "id", "group-" + section.group());
            }
            html.open("summary").element("h2", section.group());
            html.open("span", "class", "s-" + Words.key(section.worst()));
            Marks.shape(html, section.worst());
            html.text(section.counts()).close("span");
            html.close("summary");
            headings(html);
            html.open("ul", "class", past.kept() ? "rows" : "rows bare").raw("\n");
            section.states().forEach(row::write);
            html.close("ul").close("details").raw("\n");
        }
    }

    /** For eyes only: each cell says what it is to those who hear it, and on a phone. */
    private void headings(Html html) {
        html.open("div", "class", past.kept() ? "row headings" : "row headings bare", "aria-hidden", "true");
        html.raw("<div>State</div><div>Check</div><div class=\"cell-since\">For</div>");
        if (past.kept()) {
            html.raw("<div class=\"cell-bar\">Last 24 hours</div><div class=\"cell-uptime\">30 days</div>");
        }
        html.raw("<div class=\"cell-took\">Last run</div></div>\n");
    }

    /** When something was last heard, and when it will be again; both empty where nothing has run yet. */
    static Optional<Duration> newest(HealthReport report) {
        return report.states().stream()
                .map(CheckState::age)
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
    }

    static Optional<Duration> next(HealthReport report) {
        return report.states().stream()
                .filter(state -> !state.paused() && state.policy().enabled())
                .map(state -> state.age().map(age -> state.policy().period().minus(age)))
                .flatMap(Optional::stream)
                .min(Duration::compareTo);
    }
}
