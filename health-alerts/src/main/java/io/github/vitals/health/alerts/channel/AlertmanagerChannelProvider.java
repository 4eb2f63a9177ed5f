package io.github.vitals.health.alerts.channel;

import java.net.URI;
import java.util.stream.Stream;

/**
 * Makes an {@link AlertmanagerChannel} of {@code url}, one address or several with commas between them;
 * {@code authorization} and {@code proxy} are optional.
 *
 * <p>Immutable.
 */
public final class AlertmanagerChannelProvider implements AlertChannelProvider {
    /** For {@link java.util.ServiceLoader}. */
    public AlertmanagerChannelProvider() {}

    @Override
    public String kind() {
        return "alertmanager";
    }

    @Override
    public AlertChannel create(ChannelSettings settings) {
        URI[] addresses = Stream.of(settings.required("url").split(",", -1))
                .map(address -> Address.parse("url", address.strip()))
                .toArray(URI[]::new);
        AlertmanagerChannelBuilder builder = AlertmanagerChannel.builder(addresses);
        settings.secret("authorization").ifPresent(builder::authorization);
        settings.text("proxy").ifPresent(builder::proxy);
        return builder.build();
    }
}
