package io.github.vitals.health.page;

import io.github.vitals.health.history.ErrorBudget;
import io.github.vitals.health.history.Uptime;
import java.time.Duration;
import java.util.Optional;

/** How much it was up, in figures, and how these are found. */
final class Figures {
    private Figures() {}

    static void write(Html html, Look look, Range range, Uptime uptime, double target) {
        boolean counted = look.view().maintenanceCounted();
        Uptime.Maintenance maintenance = counted ? Uptime.Maintenance.COUNTED : Uptime.Maintenance.EXCLUDED;
        html.open("section", "class", "block", "aria-labelledby", "uptime");
        html.element("h2", "Uptime, " + range.words(), "id", "uptime");
        html.open("dl", "class", "figures");
        figure(html, "Uptime", Words.percent(uptime.ratio(maintenance)), "target " + Words.percent(target));
        figure(html, "Coverage", Words.percent(uptime.coverage()), "of the time is known");
        figure(html, "Outages", Words.grouped(uptime.outages()), "times it became down");
        figure(html, "Mean time to repair", orNone(uptime.meanTimeToRepair()), "down, by outage");
        figure(html, "Mean time between", orNone(uptime.meanTimeBetweenFailures()), "up, by outage");
        budget(html, uptime.errorBudget(target));
        html.close("dl");
        formula(html, look, counted);
        html.close("section").raw("\n");
    }

    private static void budget(Html html, Optional<ErrorBudget> budget) {
        if (budget.isEmpty()) {
            figure(html, "Error budget", "–", "no data");
            return;
        }
        ErrorBudget known = budget.get();
        String left = known.left() < 0 ? "overspent" : Words.percent(known.left()) + " left";
        figure(
                html,
                "Error budget",
                left,
                Words.duration(known.spent()) + " spent of " + Words.duration(known.allowed()));
    }

    private static String orNone(Optional<Duration> duration) {
        return duration.map(Words::duration).orElse("–");
    }

    private static void figure(Html html, String name, String value, String explained) {
        html.open("div")
                .element("dt", name)
                .element("dd", value)
                .element("dd", explained)
                .close("div");
    }

    private static void formula(Html html, Look look, boolean counted) {
        html.open("p", "class", "formula").text("By how long each state lasted: ");
        html.element(
                "code",
                counted
                        ? "uptime = (up + degraded) / (up + degraded + down + maintenance)"
                        : "uptime = (up + degraded) / (up + degraded + down)");
        html.text(". Unknown and time without data count neither way. ");
        html.text(counted ? "Maintenance counts as not up; " : "Maintenance is left out; ");
        html.element(
                "a",
                counted ? "leave it out" : "count it",
                "href",
                look.view().with(View.MAINTENANCE, counted ? "" : "counted").link());
        html.text(".").close("p");
    }
}
