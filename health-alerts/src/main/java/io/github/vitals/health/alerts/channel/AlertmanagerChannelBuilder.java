package io.github.vitals.health.alerts.channel;

import java.net.URI;
import java.time.InstantSource;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Describes an {@link AlertmanagerChannel}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>authorization</td><td>none</td></tr>
 *   <tr><td>proxy, tls</td><td>those of the JVM</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class AlertmanagerChannelBuilder {
    private final List<URI> addresses;
    private @Nullable Secret authorization;
    private InstantSource clock = InstantSource.system();
    private HttpSettings settings = HttpSettings.defaults();

    AlertmanagerChannelBuilder(List<URI> addresses) {
        if (addresses.isEmpty() || addresses.size() > 20) {
            throw new IllegalArgumentException("addresses: " + addresses.size() + " (expected: 1 to 20)");
        }
        addresses.forEach(address -> Address.require("addresses", address, true));
        this.addresses = addresses;
    }

    /**
     * Sets the value of the header {@code Authorization}; none if not set.
     *
     * @param value for example {@code Bearer …}
     * @return this builder
     */
    public AlertmanagerChannelBuilder authorization(Secret value) {
        this.authorization = value;
        return this;
    }

    /**
     * Sets the HTTP proxy to go through; that of the JVM if not set.
     *
     * @param hostAndPort for example {@code proxy.example:3128}
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public AlertmanagerChannelBuilder proxy(String hostAndPort) {
        this.settings = settings.withProxy(hostAndPort);
        return this;
    }

    /**
     * Sets whose certificates are trusted, and which are shown; as the JVM has it if not set.
     *
     * @param context made by the caller
     * @return this builder
     */
    public AlertmanagerChannelBuilder tls(SSLContext context) {
        this.settings = settings.withTls(context);
        return this;
    }

    AlertmanagerChannelBuilder clock(InstantSource clock) {
        this.clock = clock;
        return this;
    }

    /**
     * Makes the channel.
     *
     * @return a channel that has opened nothing
     */
    public AlertmanagerChannel build() {
        List<URI> pushes = addresses.stream()
                .map(address -> Address.below(address, "/api/v2/alerts"))
                .toList();
        return new AlertmanagerChannel(new Cluster(new Http(settings), pushes), authorization, clock);
    }
}
