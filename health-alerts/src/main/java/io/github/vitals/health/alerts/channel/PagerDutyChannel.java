package io.github.vitals.health.alerts.channel;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Opens, acknowledges and resolves incidents of PagerDuty, by its Events API v2. The key of an alert is the dedup key, so
 * that what is sent twice makes one incident.
 *
 * <table>
 *   <caption>What becomes of a message</caption>
 *   <tr><th>message</th><th>event</th></tr>
 *   <tr><td>trigger, update, reminder</td><td>trigger; to an open incident it is added</td></tr>
 *   <tr><td>acknowledge</td><td>acknowledge</td></tr>
 *   <tr><td>resolve</td><td>resolve</td></tr>
 *   <tr><td>test</td><td>trigger with severity info and a key of its own, then resolve</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class PagerDutyChannel implements AlertChannel {
    private static final int ACCEPTED = 202;

    private final Http http;
    private final URI address;
    private final Secret routingKey;

    PagerDutyChannel(Http http, URI address, Secret routingKey) {
        this.http = http;
        this.address = address;
        this.routingKey = routingKey;
    }

    /**
     * A channel with defaults.
     *
     * @param routingKey the integration key of a service, 32 characters
     * @return a channel that has opened nothing
     */
    public static PagerDutyChannel of(Secret routingKey) {
        return builder(routingKey).build();
    }

    /**
     * Starts to describe a channel.
     *
     * @param routingKey the integration key of a service, 32 characters
     * @return a new builder
     */
    public static PagerDutyChannelBuilder builder(Secret routingKey) {
        return new PagerDutyChannelBuilder(Objects.requireNonNull(routingKey, "routingKey: null (expected: a secret)"));
    }

    @Override
    public String kind() {
        return "pagerduty";
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context)
            throws DeliveryFailure, InterruptedException {
        Deadline deadline = Deadline.in(context.timeout());
        String key = notification.key();
        return switch (notification.kind()) {
            case TRIGGER, UPDATE, REMINDER, REFRESH -> send(PagerDutyEvent.trigger(notification, key), deadline);
            case ACKNOWLEDGE -> send(PagerDutyEvent.action("acknowledge", key), deadline);
            case RESOLVE -> send(PagerDutyEvent.action("resolve", key), deadline);
            case TEST -> test(notification, "vitals-test-" + Text.line(context.id(), 200), deadline);
        };
    }

    private Receipt test(AlertNotification notification, String key, Deadline deadline)
            throws DeliveryFailure, InterruptedException {
        send(PagerDutyEvent.trigger(notification, key), deadline);
        return send(PagerDutyEvent.action("resolve", key), deadline);
    }

    private Receipt send(Fields event, Deadline deadline) throws DeliveryFailure, InterruptedException {
        String secret = routingKey.value();
        String body = Json.write(event.with("routing_key", secret));
        Answer answer = http.send(Http.Post.json(address, body, Masked.of(secret)), deadline);
        Map<String, Object> said = Json.read(answer.text());
        if (answer.status() == ACCEPTED) {
            return new Receipt(answer.said(text(said, "message", answer.text())), text(said, "dedup_key", ""));
        }
        if (answer.successful()) {
            throw DeliveryFailure.unavailable(answer.said() + " (expected: HTTP " + ACCEPTED + ")");
        }
        throw answer.failure(problem(said, answer.text()));
    }

    private static String problem(Map<String, Object> said, String otherwise) {
        String message = text(said, "message", otherwise);
        return said.get("errors") instanceof List<?> errors && !errors.isEmpty() ? message + ": " + errors : message;
    }

    private static String text(Map<String, Object> said, String field, String otherwise) {
        return said.get(field) instanceof String text ? text : otherwise;
    }

    @Override
    public void close() {
        http.close();
    }
}
