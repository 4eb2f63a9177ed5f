package io.github.vitals.health.alerts.channel;

import java.net.URI;

/** An incoming webhook: each message is a new one, and Slack does not say which. */
final class SlackWebhook implements SlackWay {
    private final Http http;
    private final Secret url;
    private final boolean plain;

    SlackWebhook(Http http, Secret url, boolean plain) {
        this.http = http;
        this.url = url;
        this.plain = plain;
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context, String mention)
            throws DeliveryFailure, InterruptedException {
        URI address = Address.read(url, plain);
        String message = Json.write(SlackMessage.whole(notification, mention));
        Answer answer = http.send(Http.Post.json(address, message, Masked.of(address)), Deadline.in(context.timeout()));
        if (!answer.successful()) {
            throw answer.failure();
        }
        if (!answer.text().strip().equals("ok")) {
            throw DeliveryFailure.unavailable(answer.said() + " (expected: ok)");
        }
        return new Receipt("ok", "");
    }

    @Override
    public void close() {
        http.close();
    }
}
