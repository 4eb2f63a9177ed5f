package io.github.vitals.health.page;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.history.RecentRun;
import java.util.List;

/** The last runs of a check, one by one. */
final class Runs {
    private Runs() {}

    static void write(Html html, List<RecentRun> runs) {
        if (runs.isEmpty()) {
            return;
        }
        html.open("section", "class", "block").element("h2", "Last runs");
        html.open("details", "class", "asTable", "id", "runs");
        html.element("summary", Words.plural(runs.size(), "run") + ", as they ended");
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Last runs");
        html.open("table").element("caption", "Raw results, before thresholds, the latest first");
        html.raw("<thead><tr><th scope=\"col\">Ended</th><th scope=\"col\">Result</th>"
                + "<th scope=\"col\" class=\"number\">Took</th><th scope=\"col\">Reason</th></tr></thead><tbody>");
        html.passing(() -> {
            for (int i = runs.size() - 1; i >= 0; i--) {
                row(html, runs.get(i));
            }
        });
        html.raw("</tbody></table>")
                .close("div")
                .close("details")
                .close("section")
                .raw("\n");
    }

    private static void row(Html html, RecentRun run) {
        html.raw("<tr><th scope=\"row\">");
        Words.time(html, run.at(), Words.Form.SECONDS);
        html.raw("</th><td>");
        Marks.state(html, run.status());
        html.raw("</td>").element("td", Words.duration(run.duration()), "class", "number");
        html.element("td", run.reason().map(FailureReason::label).orElse("")).raw("</tr>\n");
    }
}
