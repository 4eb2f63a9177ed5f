package io.github.vitals.health.alerts.channel;

/** One of the two ways into Slack. */
interface SlackWay {
    Receipt deliver(AlertNotification notification, DeliveryContext context, String mention)
            throws DeliveryFailure, InterruptedException;

    void close();
}
