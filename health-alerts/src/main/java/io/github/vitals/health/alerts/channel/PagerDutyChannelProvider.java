package io.github.vitals.health.alerts.channel;

/**
 * Makes a {@link PagerDutyChannel} of {@code routing-key}; {@code api}, {@code proxy} and {@code allow-plain} are
 * optional.
 *
 * <p>Immutable.
 */
public final class PagerDutyChannelProvider implements AlertChannelProvider {
    /** For {@link java.util.ServiceLoader}. */
    public PagerDutyChannelProvider() {}

    @Override
    public String kind() {
        return "pagerduty";
    }

    @Override
    public AlertChannel create(ChannelSettings settings) {
        PagerDutyChannelBuilder builder = PagerDutyChannel.builder(settings.requiredSecret("routing-key"));
        settings.text("api").ifPresent(api -> builder.api(Address.parse("api", api)));
        settings.text("proxy").ifPresent(builder::proxy);
        settings.truth("allow-plain").ifPresent(builder::allowPlain);
        return builder.build();
    }
}
