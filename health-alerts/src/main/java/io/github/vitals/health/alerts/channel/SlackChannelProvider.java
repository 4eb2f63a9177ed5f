package io.github.vitals.health.alerts.channel;

import java.util.Optional;

/**
 * Makes a {@link SlackChannel} of {@code url}, or of {@code token} and {@code channel}; {@code api}, {@code mention},
 * {@code proxy} and {@code allow-plain} are optional.
 *
 * <p>Immutable.
 */
public final class SlackChannelProvider implements AlertChannelProvider {
    /** For {@link java.util.ServiceLoader}. */
    public SlackChannelProvider() {}

    @Override
    public String kind() {
        return "slack";
    }

    @Override
    public AlertChannel create(ChannelSettings settings) {
        SlackChannelBuilder builder = builder(settings);
        settings.text("mention").ifPresent(builder::mention);
        settings.text("proxy").ifPresent(builder::proxy);
        settings.truth("allow-plain").ifPresent(builder::allowPlain);
        settings.text("api").ifPresent(api -> builder.api(Address.parse("api", api)));
        return builder.build();
    }

    private static SlackChannelBuilder builder(ChannelSettings settings) {
        Optional<Secret> url = settings.secret("url");
        Optional<Secret> token = settings.secret("token");
        Optional<String> channel = settings.text("channel");
        if (url.isPresent() == (token.isPresent() || channel.isPresent())) {
            throw new IllegalArgumentException("url: "
                    + (url.isPresent() ? "beside token or channel" : "not set")
                    + " (expected: either url, or token and channel)");
        }
        return url.isPresent()
                ? SlackChannel.webhookBuilder(url.get())
                : SlackChannel.botBuilder(settings.requiredSecret("token"), settings.required("channel"));
    }
}
