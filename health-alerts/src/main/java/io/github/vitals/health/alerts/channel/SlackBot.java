package io.github.vitals.health.alerts.channel;

import java.util.Optional;
import java.util.Set;

/**
 * A bot with a token. It keeps the message that opened an alert up to date and tells what is new in its thread: first the
 * one, which does no harm if it is done twice, then the other. So what is repeated after a lost answer is a reply at most.
 */
final class SlackBot implements SlackWay {
    private static final Set<String> NO_LONGER_CHANGED = Set.of("cant_update_message", "edit_window_closed");

    private final Http http;
    private final SlackApi api;
    private final String channel;

    SlackBot(Http http, SlackApi api, String channel) {
        this.http = http;
        this.api = api;
        this.channel = channel;
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context, String mention)
            throws DeliveryFailure, InterruptedException {
        Deadline deadline = Deadline.in(context.timeout());
        Optional<SlackReference> opened = opened(notification, context);
        return opened.isPresent() && update(opened.get(), notification, deadline)
                ? reply(opened.get(), notification, mention, deadline)
                : post(notification, mention, deadline);
    }

    private static Optional<SlackReference> opened(AlertNotification notification, DeliveryContext context) {
        boolean opens = notification.kind() == AlertNotification.Kind.TRIGGER
                || notification.kind() == AlertNotification.Kind.TEST;
        return opens ? Optional.empty() : context.reference().flatMap(SlackReference::read);
    }

    private Receipt post(AlertNotification notification, String mention, Deadline deadline)
            throws DeliveryFailure, InterruptedException {
        Fields message = SlackMessage.whole(notification, mention).with("channel", channel);
        SlackApi.Said said = api.call("chat.postMessage", message, deadline);
        return new Receipt(
                "message " + said.text("ts"), new SlackReference(said.text("channel"), said.text("ts")).text());
    }

    /** Whether the message is still there. */
    private boolean update(SlackReference opened, AlertNotification notification, Deadline deadline)
            throws DeliveryFailure, InterruptedException {
        Fields message = SlackMessage.whole(notification, "")
                .with("channel", opened.channel())
                .with("ts", opened.ts());
        SlackApi.Said said = api.ask("chat.update", message, deadline);
        if (said.error().equals("message_not_found")) {
            return false;
        }
        if (!said.ok() && !NO_LONGER_CHANGED.contains(said.error())) {
            throw said.failure();
        }
        return true;
    }

    private Receipt reply(SlackReference opened, AlertNotification notification, String mention, Deadline deadline)
            throws DeliveryFailure, InterruptedException {
        Fields news = SlackMessage.news(notification, mention)
                .with("channel", opened.channel())
                .with("thread_ts", opened.ts())
                .with("reply_broadcast", notification.kind() == AlertNotification.Kind.UPDATE);
        SlackApi.Said said = api.call("chat.postMessage", news, deadline);
        return new Receipt("message " + opened.ts() + " updated, reply " + said.text("ts"), opened.text());
    }

    @Override
    public void close() {
        http.close();
    }
}
