package io.github.vitals.health.page;

import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.history.HistoryKey;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One active alert: how urgent, what becomes of it, what it is about, why, who was told and who looks after it. */
final class AlertRow {
    private static final int LONGEST = 600;
    private static final String EVERYWHERE = "*";

    private final Html html;
    private final Look look;
    private final boolean historyKept;
    private final Map<String, ActiveAlert> byKey;

    /** {@code byKey} has all that are active. */
    AlertRow(Html html, Look look, boolean historyKept, Map<String, ActiveAlert> byKey) {
        this.html = html;
        this.look = look;
        this.historyKept = historyKept;
        this.byKey = byKey;
    }

    static String id(String key) {
        return "alert-" + View.encoded(key);
    }

    void write(ActiveAlert alert) {
        String subject = AlertWords.subject(alert);
        String severity = AlertWords.severity(alert.severity());
        html.open(
                "li",
                "class",
                "row s-" + alert.severity().label(),
                "id",
                id(alert.key()),
                "data-status",
                AlertWords.state(alert.state()),
                "data-name",
                subject + ", rule " + alert.rule(),
                "data-begun",
                severity + " alert: " + subject);
        html.open("div", "class", "cell-state");
        Marks.severity(html, alert.severity());
        html.element("span", AlertWords.state(alert.state()), "class", "becomes")
                .close("div");
        html.open("div", "class", "cell-what").open("h3");
        subject(subject, alert);
        html.close("h3");
        why(alert);
        told(alert);
        notes(subject, alert);
        html.close("div");
        html.open("div", "class", "cell-since").element("span", "For ", "class", "label");
        Duration lasting = Duration.between(alert.since(), look.now());
        html.passing(() -> html.open("time", "datetime", alert.since().toString(), "data-for", "")
                .text(Words.duration(lasting.isNegative() ? Duration.ZERO : lasting))
                .close("time"));
        html.close("div").close("li").raw("\n");
    }

    private void subject(String subject, ActiveAlert alert) {
        if (historyKept) {
            HistoryKey key = new HistoryKey(alert.subject(), alert.name());
            html.element("a", subject, "href", SubjectScreen.path(look, key));
        } else {
            html.text(subject);
        }
    }

    private void why(ActiveAlert alert) {
        html.open("p", "class", "why");
        alert.reason()
                .ifPresent(reason ->
                        html.element("span", reason.label(), "class", "reason").text(" "));
        html.element("bdi", Words.cut(alert.message(), LONGEST)).close("p");
    }

    /** Since when, with whom it was told of, and who keeps it quiet. */
    private void told(ActiveAlert alert) {
        html.open("p", "class", "told").text("Since ");
        Words.time(html, alert.since(), Words.Form.DATED);
        html.text(", by rule ").element("code", alert.rule());
        if (!alert.scope().equals(EVERYWHERE)) {
            html.text(", seen by ").element("bdi", alert.scope());
        }
        html.text(". ");
        lead(alert);
        alert.acknowledged().ifPresent(by -> {
            html.text("Acknowledged by ").element("strong", by.by()).text(", ");
            Words.time(html, by.at(), Words.Form.DATED);
            html.text(". ");
        });
        alert.silencedUntil().ifPresent(until -> {
            html.text("Silenced until ");
            Words.time(html, until, Words.Form.DATED);
            html.text(". ");
        });
        html.close("p");
    }

    private void lead(ActiveAlert alert) {
        if (alert.state() == ActiveAlert.State.GATHERING) {
            html.text("It waits for others of the same outage. ");
        } else if (alert.lead().filter(alert.key()::equals).isPresent()) {
            html.text(
                    alert.affected() > 1
                            ? "One message tells of " + Words.grouped(alert.affected()) + " alerts. "
                            : "");
        } else if (alert.lead().isPresent()) {
            Optional<ActiveAlert> lead =
                    Optional.ofNullable(byKey.get(alert.lead().get()));
            html.text("Told with ");
            lead.ifPresentOrElse(
                    it -> html.element("a", AlertWords.subject(it), "href", "#" + id(it.key())),
                    () -> html.text("one that is over"));
            html.text(". ");
        }
    }

    private void notes(String subject, ActiveAlert alert) {
        html.open("p", "class", "notes links");
        new TreeMap<>(alert.labels())
                .forEach((name, value) -> html.element("span", name + ": " + value, "class", "note")
                        .text(" "));
        new TreeMap<>(alert.links()).forEach((name, target) -> link(subject, name, target));
        html.close("p");
    }

    /** What is not of the web is no link: whoever follows one expects a page. */
    private void link(String subject, String name, String target) {
        if (isOfTheWeb(target)) {
            html.open("a", "href", target, "rel", "noopener noreferrer").text(name);
            html.element("span", " for " + subject, "class", "aside").close("a").text(" ");
        } else {
            html.open("span")
                    .text(name + ": ")
                    .element("bdi", target)
                    .close("span")
                    .text(" ");
        }
    }

    private static boolean isOfTheWeb(String target) {
        String lower = target.toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") || lower.startsWith("http://");
    }
}
