package io.github.vitals.health.page;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.Incident;
import java.util.Comparator;
import java.util.List;

/** When something was down or degraded, the latest first. */
final class Incidents {
    private static final int MOST = 100;

    private Incidents() {}

    static void write(Html html, Look look, Range range, List<Incident> incidents, boolean named) {
        html.open("section", "class", "block", "aria-labelledby", "incidents");
        html.element("h2", "Incidents", "id", "incidents");
        if (incidents.isEmpty()) {
            html.element("p", "None in the " + range.words() + ".", "class", "lead");
        } else {
            table(html, look, range, incidents, named);
        }
        html.close("section").raw("\n");
    }

    private static void table(Html html, Look look, Range range, List<Incident> incidents, boolean named) {
        html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Table of incidents");
        html.open("table").open("caption").text(Words.plural(incidents.size(), "incident") + ", " + range.words());
        html.text(incidents.size() > MOST ? "; the latest " + MOST + " of them" : "")
                .close("caption");
        html.raw("<thead><tr><th scope=\"col\">Began</th>");
        html.raw(named ? "<th scope=\"col\">Check</th>" : "");
        html.raw("<th scope=\"col\">State</th><th scope=\"col\" class=\"number\">Lasted</th>"
                + "<th scope=\"col\">Why</th></tr></thead><tbody>");
        incidents.stream()
                .sorted(Comparator.comparing(Incident::from).reversed())
                .limit(MOST)
                .forEach(incident -> row(html, look, incident, named));
        html.raw("</tbody></table>").close("div");
    }

    private static void row(Html html, Look look, Incident incident, boolean named) {
        html.raw("<tr><th scope=\"row\">");
        Words.time(html, incident.from(), Words.Form.DATED);
        html.raw("</th>");
        if (named) {
            html.open("td").element("a", incident.key().name(), "href", SubjectScreen.path(look, incident.key()));
            html.close("td");
        }
        html.open("td");
        Marks.state(html, incident.worst());
        html.close("td").open("td", "class", "number");
        if (incident.to().isPresent()) {
            html.text(Words.duration(incident.lasted(look.now())));
        } else {
            html.passing(() -> html.text(Words.duration(incident.lasted(look.now())) + ", goes on"));
        }
        html.close("td").open("td", "class", "text");
        why(html, look, incident);
        html.close("td").raw("</tr>\n");
    }

    private static void why(Html html, Look look, Incident incident) {
        incident.reason()
                .ifPresent(reason -> html.open("span", "class", "s-" + Words.key(incident.worst()))
                        .element("span", reason.label(), "class", "reason")
                        .close("span")
                        .text(" "));
        boolean follows = incident.reason().orElse(null) == FailureReason.DEPENDENCY
                && incident.rootCause().isPresent()
                && incident.key().subject() == HealthTransition.Subject.CHECK;
        if (follows) {
            String root = incident.rootCause().get();
            html.text("because ")
                    .element("a", root, "href", look.toHistory(root))
                    .text(" was down");
        } else {
            html.element("bdi", incident.message());
        }
    }
}
