package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.AlertDelivery;
import io.github.vitals.health.alerting.AlertDelivery.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The latest attempts to hand messages over. Thread-safe. */
final class DeliveryLog {
    private static final Logger log = LoggerFactory.getLogger(AlertDelivery.class);
    private static final int MOST = 100;

    private final Deque<AlertDelivery> latest = new ArrayDeque<>();
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Hears of every attempt, and how long the message had waited by its end. */
    interface Listener {
        void delivered(AlertDelivery delivery, Duration waited);
    }

    void listen(Listener listener) {
        listeners.add(listener);
    }

    void unlisten(Listener listener) {
        listeners.remove(listener);
    }

    void add(Message message, Outcome outcome, String answer, Duration took, Instant now) {
        AlertDelivery delivery = new AlertDelivery(
                now,
                message.channel(),
                message.kind().label(),
                message.key(),
                message.notification().about().name(),
                outcome,
                answer,
                took,
                message.attempts() + 1);
        synchronized (latest) {
            latest.addFirst(delivery);
            if (latest.size() > MOST) {
                latest.removeLast();
            }
        }
        tell(delivery);
        listeners.forEach(each -> each.delivered(delivery, Duration.between(message.created(), now)));
    }

    private static void tell(AlertDelivery delivery) {
        boolean accepted = delivery.outcome() == Outcome.ACCEPTED;
        (accepted ? log.atInfo() : log.atWarn())
                .addKeyValue(
                        "event.action",
                        "health-alert-" + delivery.outcome().name().toLowerCase(Locale.ROOT))
                .addKeyValue("health.alert.channel", delivery.channel())
                .addKeyValue("health.alert.kind", delivery.kind())
                .addKeyValue("health.alert.key", delivery.key())
                .addKeyValue("health.alert.subject", delivery.subject())
                .addKeyValue("health.alert.answer", delivery.answer())
                .addKeyValue("health.alert.attempt", delivery.attempt())
                .log(accepted ? "Alert delivered" : "Alert not delivered");
    }

    List<AlertDelivery> latest() {
        synchronized (latest) {
            return Collections.unmodifiableList(new ArrayList<>(latest));
        }
    }
}
