package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthReport;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The first thing to be seen: how all of it is, since when, and how fresh that is. */
final class Overview {
    private static final int LONGEST_NAME = 40;

    private Overview() {}

    static void write(Html html, Look look, HealthReport report, Sentence sentence) {
        html.open("section", "class", "overview s-" + Words.key(report.status()), "aria-labelledby", "sentence");
        html.open("p", "class", "verdict");
        Marks.state(html, report.status());
        html.close("p");
        html.open("h1", "id", "sentence").text(sentence.words());
        blamed(html, look, sentence);
        html.close("h1");
        html.open("p", "class", "facts");
        html.text(Words.status(report.status()) + " for ");
        html.passing(() -> html.text(Words.spoken(report.lasting())));
        html.text(", since ");
        Words.time(html, report.since(), Words.Form.DATED);
        html.text(".");
        if (!report.message().isEmpty()) {
            html.text(" ").element("strong", report.message());
        }
        html.open("span", "id", "age").passing(() -> freshness(html, report)).close("span");
        html.close("p").close("section").raw("\n");
    }

    private static void blamed(Html html, Look look, Sentence sentence) {
        List<CheckState> blamed = sentence.blamed();
        for (int i = 0; i < blamed.size(); i++) {
            String name = blamed.get(i).name();
            html.text(i == 0 ? ": " : ", ").element("a", Words.cut(name, LONGEST_NAME), "href", look.toHistory(name));
        }
        if (sentence.further() > 0) {
            html.text(" and " + Words.grouped(sentence.further()) + " more");
        }
    }

    private static void freshness(Html html, HealthReport report) {
        Optional<Duration> newest = StatusScreen.newest(report);
        if (newest.isEmpty()) {
            html.text(report.states().isEmpty() ? "" : " Nothing has run yet.");
            return;
        }
        html.text(" Newest result " + Words.duration(newest.get()) + " ago");
        Optional<Duration> next = StatusScreen.next(report);
        if (next.isPresent()) {
            boolean due = next.get().isNegative();
            html.text(due ? ", next run due" : ", next run in about " + Words.duration(next.get()));
        }
        html.text(".");
    }
}
