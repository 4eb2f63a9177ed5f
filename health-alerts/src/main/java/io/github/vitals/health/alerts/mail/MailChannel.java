package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;

/** Sends alerts by e-mail. */
public final class MailChannel implements AlertChannel {
    /** A channel. */
    public MailChannel() {}

    @Override
    public String kind() {
        return "mail";
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context) throws DeliveryFailure {
        throw DeliveryFailure.unavailable("not yet");
    }
}
