package io.github.vitals.health.page;

import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerting.ActiveAlert;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What the status screen says of alerts: a line above, and a mark at each check that has one. */
final class AlertNotice {
    private final Look look;
    private final Optional<List<ActiveAlert>> active;
    private final Map<String, ActiveAlert> byCheck = new HashMap<>();

    AlertNotice(Look look, Alerts alerts) {
        this.look = look;
        this.active = alerts.active();
        for (ActiveAlert alert : active.orElse(List.of())) {
            if (alert.subject() == HealthTransition.Subject.CHECK) {
                // The most urgent comes first.
                byCheck.putIfAbsent(alert.name(), alert);
            }
        }
    }

    void line(Html html) {
        if (active.isEmpty()) {
            html.element("p", "It cannot be said which alerts there are.", "class", "banner s-unknown");
        } else if (!active.get().isEmpty()) {
            line(html, active.get());
        }
    }

    private void line(Html html, List<ActiveAlert> alerts) {
        Optional<ActiveAlert> worst = alerts.stream().filter(AlertWords::isOpen).findFirst();
        String style = worst.map(alert -> alert.severity().label()).orElse("unknown");
        html.open("p", "class", "banner noticed s-" + style);
        Marks.shape(html, worst.orElse(alerts.get(0)).severity());
        html.open("span").element("a", Words.plural(alerts.size(), "alert"), "href", look.to("alerts"));
        html.text(": " + AlertWords.counts(alerts)).close("span").close("p").raw("\n");
    }

    void mark(Html html, String check) {
        ActiveAlert alert = byCheck.get(check);
        if (alert != null) {
            String state = AlertWords.isOpen(alert) ? "" : ", " + AlertWords.quiet(alert.state());
            html.open("a", "class", "tag alert s-" + alert.severity().label(), "href", link(alert));
            Marks.shape(html, alert.severity());
            html.text(alert.severity().label() + " alert" + state).close("a");
        }
    }

    private String link(ActiveAlert alert) {
        return look.to("alerts") + "#" + AlertRow.id(alert.key());
    }
}
