package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.alerting.AlertSeverity;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.LoggerFactory;

class LogChannelTest {
    private final Logger logger = (Logger) LoggerFactory.getLogger(LogChannel.class);
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    @BeforeEach
    void listen() {
        lines.start();
        logger.addAppender(lines);
        logger.setAdditive(false);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void stop() {
        logger.detachAppender(lines);
        logger.setLevel(null);
        logger.setAdditive(true);
    }

    private ILoggingEvent logged(Sample sample) {
        assertThat(LogChannel.of().deliver(sample.notification(), Sample.first()))
                .isEqualTo(new Receipt("logged", ""));
        assertThat(lines.list).hasSize(1);
        return lines.list.get(0);
    }

    @Test
    void theTextIsConstantAndTheFactsAreFields() {
        ILoggingEvent event = logged(Sample.of(AlertNotification.Kind.TRIGGER));
        assertThat(event.getMessage()).isEqualTo("Health alert");
        Map<String, Object> fields = new LinkedHashMap<>();
        event.getKeyValuePairs().forEach(pair -> fields.put(pair.key, pair.value));
        Map<String, Object> expected = new LinkedHashMap<>();
        expected.put("event.action", "health-alert-trigger");
        expected.put("health.alert.key", Sample.KEY);
        expected.put("health.alert.rule", "down");
        expected.put("health.alert.severity", "critical");
        expected.put("health.alert.service", "shop");
        expected.put("health.alert.scope", "shop-7d4b9-x2x");
        expected.put("health.check.name", "orders-db");
        expected.put("health.status", "DOWN");
        expected.put("health.alert.seconds", 300.0);
        expected.put("health.reason", "timeout");
        expected.put("health.message", "no answer within 2 s");
        expected.put("health.alert.others", 12);
        expected.put("health.alert.other_names", "orders, stock");
        expected.put("health.alert.label.app.kubernetes.io/name", "shop");
        expected.put("health.alert.label.team", "orders");
        assertThat(fields).containsExactlyEntriesOf(expected);
    }

    @Test
    void othersThatAreOverByNowAreCountedAndNotNamed() {
        AlertNotification over = Sample.of(AlertNotification.Kind.RESOLVE).notification();
        AlertNotification nameless = new AlertNotification(
                over.kind(),
                over.key(),
                over.origin(),
                over.about(),
                over.severity(),
                over.facts(),
                new AlertNotification.Affected(2, List.of()),
                over.labels(),
                over.links(),
                over.at());
        LogChannel.of().deliver(nameless, Sample.first());
        assertThat(lines.list.get(0).getKeyValuePairs())
                .extracting(pair -> pair.key)
                .contains("health.alert.others")
                .doesNotContain("health.alert.other_names");
    }

    @ParameterizedTest
    @CsvSource({
        "TRIGGER, CRITICAL, ERROR",
        "REMINDER, WARNING, WARN",
        "UPDATE, INFO, INFO",
        "RESOLVE, CRITICAL, INFO",
        "ACKNOWLEDGE, CRITICAL, INFO",
        "TEST, CRITICAL, INFO"
    })
    void theLevelIsThatOfTheSeverity(AlertNotification.Kind kind, AlertSeverity severity, String level) {
        assertThat(logged(Sample.of(kind).severity(severity)).getLevel()).isEqualTo(Level.toLevel(level));
    }
}
