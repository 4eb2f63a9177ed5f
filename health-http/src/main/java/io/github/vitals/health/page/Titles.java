package io.github.vitals.health.page;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryKey;
import java.util.Optional;

/** What a screen of one check or group begins with. */
final class Titles {
    private Titles() {}

    static void write(Html html, Look look, HistoryKey key, Optional<HealthStatus> status) {
        boolean check = key.subject() == HealthTransition.Subject.CHECK;
        boolean trend = look.path().startsWith("/trend");
        html.open("div", "class", "titled").element("h1", (check ? "" : "Group ") + key.name());
        if (status.isPresent()) {
            Marks.state(html, status.get());
        } else {
            html.element("span", "no longer there", "class", "note");
        }
        if (check) {
            html.open("nav", "aria-label", "Of this check").text(trend ? "Trend · " : "History · ");
            html.element(
                    "a",
                    trend ? "History" : "Trend",
                    "href",
                    trend ? look.toHistory(key.name()) : look.toTrend(key.name()));
            html.close("nav");
        }
        html.close("div").raw("\n");
    }

    /** What is known now, in a few lines. */
    static void now(Html html, Look look, CheckState state) {
        html.open("p", "class", "facts");
        html.text(Words.status(state.status()) + " for ");
        html.passing(() -> html.text(Words.spoken(state.lasting())));
        html.text(", since ");
        Words.time(html, state.since(), Words.Form.DATED);
        html.text(".");
        html.passing(() -> {
            state.age().ifPresent(age -> html.text(" Last result " + Words.duration(age) + " ago"));
            state.duration().ifPresent(took -> html.text(", took " + Words.duration(took) + "."));
        });
        html.text(state.streak().isEmpty() ? "" : " " + SubjectScreen.upper(state.streak()) + ".");
        html.close("p").raw("\n");
        if (!state.message().isEmpty() || state.reason().isPresent()) {
            html.open("p", "class", "said s-" + Words.key(state.status()));
            CheckRow.why(html, look, state, Integer.MAX_VALUE);
            html.close("p").raw("\n");
        }
    }
}
