package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.alerting.AlertSeverity;
import java.util.Objects;

/**
 * Tells a channel of Slack, by an incoming webhook or as a bot.
 *
 * <p>A webhook makes a new message each time. A bot, which needs the scope {@code chat:write} and has to be a member of
 * its channel, keeps the message that opened an alert up to date, and tells what is new in a thread below it. If that
 * message was deleted, there is a new one.
 *
 * <pre>{@code
 * HealthAlerts.builder(health).channel("slack", SlackChannel.webhook(Secret.environment("SLACK_URL")))
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class SlackChannel implements AlertChannel {
    private final SlackWay way;
    private final String mention;

    SlackChannel(SlackWay way, String mention) {
        this.way = way;
        this.mention = mention;
    }

    /**
     * A channel by an incoming webhook, with defaults.
     *
     * @param url the address that Slack made for it
     * @return a channel that has opened nothing
     * @throws IllegalArgumentException if it is no https address
     */
    public static SlackChannel webhook(Secret url) {
        return webhookBuilder(url).build();
    }

    /**
     * Starts to describe a channel by an incoming webhook.
     *
     * @param url the address that Slack made for it
     * @return a new builder
     */
    public static SlackChannelBuilder webhookBuilder(Secret url) {
        return new SlackChannelBuilder(Objects.requireNonNull(url, "url: null (expected: a secret)"), null);
    }

    /**
     * A channel by a bot, with defaults.
     *
     * @param token of the bot, {@code xoxb-…}
     * @param channel the id of the channel, for example {@code C024BE91L}, or its name
     * @return a channel that has opened nothing
     * @throws IllegalArgumentException if the channel is not such
     */
    public static SlackChannel bot(Secret token, String channel) {
        return botBuilder(token, channel).build();
    }

    /**
     * Starts to describe a channel by a bot.
     *
     * @param token of the bot, {@code xoxb-…}
     * @param channel the id of the channel, for example {@code C024BE91L}, or its name
     * @return a new builder
     * @throws IllegalArgumentException if the channel is not such
     */
    public static SlackChannelBuilder botBuilder(Secret token, String channel) {
        Objects.requireNonNull(token, "token: null (expected: a secret)");
        if (!channel.matches("#?[\\p{L}\\p{N}._-]{1,80}")) {
            throw new IllegalArgumentException(
                    "channel: " + Text.line(channel, 100) + " (expected: the id or name of a channel)");
        }
        return new SlackChannelBuilder(token, channel);
    }

    @Override
    public String kind() {
        return "slack";
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context)
            throws DeliveryFailure, InterruptedException {
        return way.deliver(notification, context, calls(notification) ? mention : "");
    }

    private static boolean calls(AlertNotification notification) {
        return notification.severity() == AlertSeverity.CRITICAL
                && (notification.kind() == AlertNotification.Kind.TRIGGER
                        || notification.kind() == AlertNotification.Kind.UPDATE);
    }

    @Override
    public void close() {
        way.close();
    }
}
