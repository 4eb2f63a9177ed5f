package io.github.vitals.health.page;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertSilence;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/** What is silenced, how well the channels work, and what was handed to them. */
final class AlertTables {
    private static final int MOST = 100;
    private static final int LONGEST = 300;

    private final Html html;

    AlertTables(Html html) {
        this.html = html;
    }

    void silences(List<AlertSilence> silences) {
        section("silences", "Silences", silences, "Nothing is silenced.", "About,Until,By,Why,Id", this::silence);
    }

    private void silence(AlertSilence silence) {
        html.open("tr").open("th", "scope", "row", "class", "text");
        html.element("bdi", about(silence.target())).close("th").open("td");
        Words.time(html, silence.until(), Words.Form.DATED);
        html.close("td").open("td").element("bdi", silence.by()).close("td");
        html.open("td", "class", "text").element("bdi", silence.reason()).close("td");
        html.open("td").element("code", silence.id()).close("td").close("tr").raw("\n");
    }

    private static String about(AlertSilence.Target target) {
        List<String> parts = new ArrayList<>();
        target.name().ifPresent(parts::add);
        target.tag().ifPresent(tag -> parts.add("tag " + tag));
        target.rule().ifPresent(rule -> parts.add("rule " + rule));
        return parts.isEmpty() ? "everything" : String.join(", ", parts);
    }

    void channels(List<AlertChannelHealth> channels) {
        section(
                "channels",
                "Channels",
                channels,
                "There is none: nobody is told.",
                "Channel,State,Waiting,Last accepted,What failed",
                this::channel);
    }

    private void channel(AlertChannelHealth channel) {
        html.open("tr").open("th", "scope", "row").element("bdi", channel.name());
        html.element("span", channel.kind(), "class", "instance").close("th").open("td");
        if (channel.failing().isPresent()) {
            mark(HealthStatus.DOWN, "Fails");
        } else if (channel.lastAccepted().isPresent()) {
            mark(HealthStatus.UP, "Works");
        } else {
            mark(HealthStatus.UNKNOWN, "Not used yet");
        }
        html.close("td").open("td").text(channel.waiting() == 0 ? "none" : Words.grouped(channel.waiting()));
        channel.oldest().ifPresent(since -> {
            html.open("span", "class", "instance").text("since ");
            Words.time(html, since, Words.Form.DATED);
            html.close("span");
        });
        html.close("td").open("td");
        channel.lastAccepted().ifPresentOrElse(at -> Words.time(html, at, Words.Form.DATED), () -> html.text("never"));
        html.close("td").open("td", "class", "text");
        html.element("bdi", Words.cut(channel.failing().orElse(""), LONGEST)).close("td");
        html.close("tr").raw("\n");
    }

    /** {@code active} has the keys of the alerts above, to which there are links. */
    void deliveries(List<AlertDelivery> deliveries, Set<String> active) {
        section(
                "deliveries",
                "Recent deliveries",
                deliveries,
                "Nothing has been sent yet.",
                "Time,Channel,Message,About,Outcome,Answer,#Took,#Attempt",
                delivery -> delivery(delivery, active));
    }

    private void delivery(AlertDelivery delivery, Set<String> active) {
        html.open("tr").open("th", "scope", "row");
        Words.time(html, delivery.at(), Words.Form.DATED);
        html.close("th").open("td").element("bdi", delivery.channel()).close("td");
        html.open("td").element("bdi", delivery.kind()).close("td").open("td");
        if (active.contains(delivery.key())) {
            html.element("a", delivery.subject(), "href", "#" + AlertRow.id(delivery.key()));
        } else {
            html.element("bdi", delivery.subject());
        }
        html.close("td").open("td");
        mark(status(delivery.outcome()), AlertWords.outcome(delivery.outcome()));
        html.close("td").open("td", "class", "text");
        html.element("bdi", Words.cut(delivery.answer(), LONGEST)).close("td");
        html.element("td", Words.duration(delivery.took()), "class", "number");
        html.element("td", Words.grouped(delivery.attempt()), "class", "number");
        html.close("tr").raw("\n");
    }

    private static HealthStatus status(AlertDelivery.Outcome outcome) {
        return switch (outcome) {
            case ACCEPTED -> HealthStatus.UP;
            case FAILED -> HealthStatus.DEGRADED;
            case REJECTED, EXPIRED -> HealthStatus.DOWN;
        };
    }

    private void mark(HealthStatus shape, String words) {
        html.open("span", "class", "state s-" + Words.key(shape));
        Marks.shape(html, shape);
        html.text(words).close("span");
    }

    /** {@code heads} are what stands above the columns, with commas between; with a # those above numbers. */
    private <T> void section(String id, String heading, List<T> all, String none, String heads, Consumer<T> row) {
        html.open("section", "class", "block", "aria-labelledby", id).element("h2", heading, "id", id);
        if (all.isEmpty()) {
            html.element("p", none, "class", "lead");
        } else {
            html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Table: " + heading);
            html.open("table", "class", "unbroken")
                    .element("caption", counted(all.size()))
                    .open("thead")
                    .open("tr");
            for (String head : heads.split(",", -1)) {
                boolean number = head.startsWith("#");
                html.element(
                        "th", number ? head.substring(1) : head, "scope", "col", "class", number ? "number" : "word");
            }
            html.raw("</tr></thead><tbody>\n");
            all.stream().limit(MOST).forEach(row);
            html.raw("</tbody></table>").close("div");
        }
        html.close("section").raw("\n");
    }

    private static String counted(int all) {
        return all > MOST
                ? Words.grouped(all) + " in all; the first " + MOST + " of them"
                : Words.grouped(all) + " in all";
    }
}
