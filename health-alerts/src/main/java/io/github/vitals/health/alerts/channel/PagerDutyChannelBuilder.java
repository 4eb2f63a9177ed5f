package io.github.vitals.health.alerts.channel;

import java.net.URI;

/**
 * Describes a {@link PagerDutyChannel}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>api</td><td>{@code https://events.pagerduty.com}</td></tr>
 *   <tr><td>proxy</td><td>that of the JVM</td></tr>
 *   <tr><td>allowPlain</td><td>false: https, but for loopback</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class PagerDutyChannelBuilder {
    private static final URI API = URI.create("https://events.pagerduty.com");

    private final Secret routingKey;
    private URI api = API;
    private boolean plain;
    private HttpSettings settings = HttpSettings.defaults();

    PagerDutyChannelBuilder(Secret routingKey) {
        this.routingKey = routingKey;
    }

    /**
     * Sets where the Events API is; {@code https://events.pagerduty.com} if not set.
     *
     * @param base without {@code /v2/enqueue}, for example {@code https://events.eu.pagerduty.com}
     * @return this builder
     */
    public PagerDutyChannelBuilder api(URI base) {
        this.api = base;
        return this;
    }

    /**
     * Sets the HTTP proxy to go through; that of the JVM ({@code https.proxyHost}) if not set.
     *
     * @param hostAndPort for example {@code proxy.example:3128}
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public PagerDutyChannelBuilder proxy(String hostAndPort) {
        this.settings = settings.withProxy(hostAndPort);
        return this;
    }

    /**
     * Sets whether an address without TLS will do, though the routing key goes that way; only on loopback if not set.
     *
     * @param wanted whether
     * @return this builder
     */
    public PagerDutyChannelBuilder allowPlain(boolean wanted) {
        this.plain = wanted;
        return this;
    }

    /**
     * Makes the channel.
     *
     * @return a channel that has opened nothing
     * @throws IllegalArgumentException if the address is no https address
     */
    public PagerDutyChannel build() {
        URI address = Address.below(Address.require("api", api, plain), "/v2/enqueue");
        return new PagerDutyChannel(new Http(settings), address, routingKey);
    }
}
