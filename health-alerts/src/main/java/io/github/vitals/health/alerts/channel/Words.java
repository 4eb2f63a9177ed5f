package io.github.vitals.health.alerts.channel;

import java.util.Locale;

/** What several channels call things. */
final class Words {
    private Words() {}

    /** {@code check} or {@code group}. */
    static String subject(AlertNotification notification) {
        return notification.about().subject().name().toLowerCase(Locale.ROOT);
    }
}
