package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerts.channel.AlertNotification;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * What a letter says, before it has a form.
 *
 * @param state the word for how things are
 * @param good whether they are well
 * @param summary everything in one line
 * @param rows what is known, each with its name
 * @param links where to look, by what is there
 */
record Particulars(String state, boolean good, String summary, List<Row> rows, Map<String, String> links) {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);
    private static final int LONGEST_SUMMARY = 1_000;

    record Row(String name, String value) {}

    static Particulars of(AlertNotification notification) {
        boolean resolved = notification.kind() == AlertNotification.Kind.RESOLVE;
        AlertNotification.Facts facts = notification.facts();
        return new Particulars(
                resolved ? "RESOLVED" : facts.status().name(),
                resolved || facts.status() == HealthStatus.UP,
                Line.of(notification.summary(), LONGEST_SUMMARY),
                rows(notification, resolved),
                notification.links());
    }

    private static List<Row> rows(AlertNotification notification, boolean resolved) {
        AlertNotification.Facts facts = notification.facts();
        List<Row> rows = new ArrayList<>();
        add(rows, "State", (resolved ? "resolved, " : "") + facts.status());
        add(rows, "Severity", notification.severity().label());
        add(rows, "Reason", facts.reason().map(reason -> reason.label()).orElse(""));
        add(rows, "Message", facts.message());
        add(rows, "Since", time(facts.since(), notification.at()));
        facts.until().ifPresent(until -> add(rows, "Until", TIME.format(until)));
        facts.lastGood().ifPresent(good -> add(rows, "Last good", time(good, notification.at())));
        facts.latency().ifPresent(took -> add(rows, "Latency", took.toMillis() + " ms"));
        add(rows, "Looked after by", facts.acknowledgedBy().orElse(""));
        add(rows, "Also affected", affected(notification.affected()));
        add(rows, "Rule", notification.about().rule());
        add(rows, "Service", notification.origin().service());
        add(
                rows,
                "Seen by",
                notification.origin().scope().equals("*")
                        ? ""
                        : notification.origin().scope());
        notification.labels().forEach((name, value) -> add(rows, name, value));
        return rows;
    }

    private static void add(List<Row> rows, String name, String value) {
        if (!value.isBlank()) {
            rows.add(new Row(name, value));
        }
    }

    private static String affected(AlertNotification.Affected affected) {
        int unnamed = affected.count() - affected.names().size();
        return String.join(", ", affected.names()) + (unnamed > 0 ? " and " + unnamed + " more" : "");
    }

    private static String time(Instant time, Instant now) {
        Duration ago = Duration.between(time, now).truncatedTo(ChronoUnit.SECONDS);
        return TIME.format(time) + (ago.toSeconds() > 0 ? ", " + ago(ago) + " before this" : "");
    }

    private static String ago(Duration ago) {
        if (ago.toMinutes() == 0) {
            return ago.toSeconds() + " s";
        }
        if (ago.toHours() == 0) {
            return ago.toMinutes() + " min";
        }
        return ago.toDays() < 3 ? ago.toHours() + " h" : ago.toDays() + " d";
    }
}
