/**
 * Alerts that arrive: rules over a registry's checks, an outbox that loses nothing, and channels to those who are to
 * know.
 */
module io.github.vitals.health.alerts {
    requires transitive io.github.vitals.health;
    requires java.net.http;
    requires tools.jackson.core;
    requires static jakarta.mail;
    requires static org.eclipse.angus.mail;
    requires static micrometer.core;
    requires static org.jspecify;

    exports io.github.vitals.health.alerts;
    exports io.github.vitals.health.alerts.channel;
    exports io.github.vitals.health.alerts.mail;

    uses io.github.vitals.health.alerts.channel.AlertChannelProvider;

    provides io.github.vitals.health.alerts.channel.AlertChannelProvider with
            io.github.vitals.health.alerts.channel.AlertmanagerChannelProvider,
            io.github.vitals.health.alerts.channel.LogChannelProvider,
            io.github.vitals.health.alerts.channel.PagerDutyChannelProvider,
            io.github.vitals.health.alerts.channel.SlackChannelProvider,
            io.github.vitals.health.alerts.channel.WebhookChannelProvider,
            io.github.vitals.health.alerts.mail.MailChannelProvider;
}
