package io.github.vitals.health.alerts.channel;

/**
 * Makes a {@link WebhookChannel} of {@code url}; {@code template}, {@code header.NAME}, {@code authorization},
 * {@code signature}, {@code proxy} and {@code allow-plain} are optional.
 *
 * <p>Immutable.
 */
public final class WebhookChannelProvider implements AlertChannelProvider {
    /** For {@link java.util.ServiceLoader}. */
    public WebhookChannelProvider() {}

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public AlertChannel create(ChannelSettings settings) {
        WebhookChannelBuilder builder = WebhookChannel.builder(settings.requiredSecret("url"));
        settings.text("template").ifPresent(builder::template);
        settings.each("header").forEach(builder::header);
        settings.secret("authorization").ifPresent(value -> builder.secretHeader("Authorization", value));
        settings.secret("signature").ifPresent(builder::signature);
        settings.text("proxy").ifPresent(builder::proxy);
        settings.truth("allow-plain").ifPresent(builder::allowPlain);
        return builder.build();
    }
}
