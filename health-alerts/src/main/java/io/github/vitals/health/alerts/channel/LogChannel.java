package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Writes one structured event for each message, through SLF4J: the text is constant, the facts are key-values. A message
 * about something critical is an ERROR, about a warning WARN; what is acknowledged, over, a test or for information is
 * INFO.
 *
 * <p>Thread-safe.
 */
public final class LogChannel implements AlertChannel {
    private static final Logger log = LoggerFactory.getLogger(LogChannel.class);

    private LogChannel() {}

    /**
     * The channel.
     *
     * @return one that opens nothing
     */
    public static LogChannel of() {
        return new LogChannel();
    }

    @Override
    public String kind() {
        return "log";
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context) {
        LoggingEventBuilder event = log.atLevel(level(notification));
        for (Map.Entry<String, Object> field : fields(notification).map().entrySet()) {
            event = event.addKeyValue(field.getKey(), field.getValue());
        }
        event.log("Health alert");
        return new Receipt("logged", "");
    }

    private static Fields fields(AlertNotification notification) {
        AlertNotification.Origin origin = notification.origin();
        AlertNotification.About about = notification.about();
        Fields fields = Fields.of(
                        "event.action", "health-alert-" + notification.kind().label())
                .with("health.alert.key", notification.key())
                .with("health.alert.rule", about.rule())
                .with("health.alert.severity", notification.severity().label())
                .with("health.alert.service", origin.service())
                .with("health.alert.scope", origin.scope())
                .with("health." + Words.subject(notification) + ".name", about.name());
        facts(fields, notification);
        others(fields, notification);
        return fields;
    }

    private static void facts(Fields fields, AlertNotification notification) {
        AlertNotification.Facts facts = notification.facts();
        Instant end = facts.until().orElse(notification.at());
        long millis = Math.max(0, Duration.between(facts.since(), end).toMillis());
        fields.with("health.status", facts.status().name())
                .with("health.alert.seconds", millis / 1000.0)
                .present("health.reason", facts.reason().map(reason -> reason.label()))
                .present("health.message", facts.message())
                .present("health.alert.acknowledged_by", facts.acknowledgedBy());
    }

    private static void others(Fields fields, AlertNotification notification) {
        AlertNotification.Affected affected = notification.affected();
        if (affected.count() > 0) {
            fields.with("health.alert.others", affected.count())
                    .present("health.alert.other_names", String.join(", ", affected.names()));
        }
        notification.labels().forEach((name, value) -> fields.with("health.alert.label." + name, value));
    }

    private static Level level(AlertNotification notification) {
        return switch (notification.kind()) {
            case ACKNOWLEDGE, RESOLVE, TEST -> Level.INFO;
            case TRIGGER, UPDATE, REMINDER, REFRESH -> level(notification.severity());
        };
    }

    private static Level level(AlertSeverity severity) {
        return switch (severity) {
            case CRITICAL -> Level.ERROR;
            case WARNING -> Level.WARN;
            case INFO -> Level.INFO;
        };
    }
}
