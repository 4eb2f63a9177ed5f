package io.github.vitals.health.alerts.channel;

import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link WebhookChannel}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>template</td><td>the JSON of {@code docs/schemas/alert.schema.json}</td></tr>
 *   <tr><td>header, secretHeader</td><td>none beside {@code Content-Type}, {@code User-Agent} and
 *       {@code Vitals-Delivery}</td></tr>
 *   <tr><td>signature</td><td>none</td></tr>
 *   <tr><td>proxy, tls</td><td>those of the JVM</td></tr>
 *   <tr><td>allowPlain</td><td>false: https, but for loopback</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class WebhookChannelBuilder {
    private final Secret url;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Map<String, Secret> secretHeaders = new LinkedHashMap<>();
    private @Nullable Secret signature;
    private @Nullable WebhookTemplate template;
    private boolean plain;
    private InstantSource clock = InstantSource.system();
    private HttpSettings settings = HttpSettings.defaults();

    WebhookChannelBuilder(Secret url) {
        this.url = url;
    }

    /**
     * Sets the JSON to send. In it {@code ${summary}} and the like stand for what is known, escaped as texts of JSON are.
     *
     * @param template JSON with placeholders: {@code id}, {@code kind}, {@code key}, {@code summary}, {@code severity},
     *     {@code at}, {@code service}, {@code scope}, {@code rule}, {@code subject}, {@code name}, {@code status},
     *     {@code reason}, {@code message}, {@code since}, {@code until}, {@code lastGood}, {@code latency},
     *     {@code acknowledgedBy}, {@code others}, {@code otherNames}, {@code label.NAME}, {@code link.NAME}; what is not
     *     known is empty
     * @return this builder
     * @throws IllegalArgumentException if it has another placeholder, or is not JSON
     */
    public WebhookChannelBuilder template(String template) {
        this.template = WebhookTemplate.of(template);
        return this;
    }

    /**
     * Adds a header that is no secret, or replaces one.
     *
     * @param name for example {@code X-Team}
     * @param value its value
     * @return this builder
     * @throws IllegalArgumentException if it cannot be sent
     */
    public WebhookChannelBuilder header(String name, String value) {
        headers.put(Header.require(name, value), value);
        return this;
    }

    /**
     * Adds a header whose value is never shown, or replaces one.
     *
     * @param name for example {@code Authorization}
     * @param value its value, for example {@code Bearer …}
     * @return this builder
     * @throws IllegalArgumentException if the name cannot be sent
     */
    public WebhookChannelBuilder secretHeader(String name, Secret value) {
        secretHeaders.put(Header.require(name, ""), value);
        return this;
    }

    /**
     * Signs each message, see {@link WebhookSignature}; none is signed if not set.
     *
     * @param secret what the receiver knows too
     * @return this builder
     */
    public WebhookChannelBuilder signature(Secret secret) {
        this.signature = secret;
        return this;
    }

    /**
     * Sets the HTTP proxy to go through; that of the JVM ({@code https.proxyHost}) if not set.
     *
     * @param hostAndPort for example {@code proxy.example:3128}
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public WebhookChannelBuilder proxy(String hostAndPort) {
        this.settings = settings.withProxy(hostAndPort);
        return this;
    }

    /**
     * Sets whose certificates are trusted, and which are shown; as the JVM has it if not set.
     *
     * @param context made by the caller
     * @return this builder
     */
    public WebhookChannelBuilder tls(SSLContext context) {
        this.settings = settings.withTls(context);
        return this;
    }

    /**
     * Sets whether an address without TLS will do; only on loopback if not set.
     *
     * @param wanted whether
     * @return this builder
     */
    public WebhookChannelBuilder allowPlain(boolean wanted) {
        this.plain = wanted;
        return this;
    }

    WebhookChannelBuilder clock(InstantSource clock) {
        this.clock = clock;
        this.settings = settings.withClock(clock);
        return this;
    }

    /**
     * Makes the channel.
     *
     * @return a channel that has opened nothing
     * @throws IllegalArgumentException if the address is no https address
     */
    public WebhookChannel build() {
        Address.require(url, plain);
        return new WebhookChannel(
                new Http(settings),
                url,
                new WebhookChannel.Options(
                        plain, Map.copyOf(headers), Map.copyOf(secretHeaders), signature, template, clock));
    }
}
