package io.github.vitals.health.alerts.channel;

import java.net.URI;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link SlackChannel}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>mention</td><td>nobody</td></tr>
 *   <tr><td>api</td><td>{@code https://slack.com/api}</td></tr>
 *   <tr><td>proxy</td><td>that of the JVM</td></tr>
 *   <tr><td>allowPlain</td><td>false: https, but for loopback</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class SlackChannelBuilder {
    private static final URI API = URI.create("https://slack.com/api");
    private static final String ONE = "<(?:!here|!channel|!everyone|@[UW][A-Z0-9]{1,30}|!subteam\\^S[A-Z0-9]{1,30})>";
    private static final Pattern MENTION = Pattern.compile(ONE + "(?: " + ONE + "){0,9}");

    private final Secret secret;
    private final @Nullable String channel;
    private String mention = "";
    private URI api = API;
    private boolean plain;
    private HttpSettings settings = HttpSettings.defaults();

    SlackChannelBuilder(Secret secret, @Nullable String channel) {
        this.secret = secret;
        this.channel = channel;
    }

    /**
     * Sets who is called when an alert is or becomes critical; nobody if not set.
     *
     * @param mention as Slack writes it: {@code <!here>}, {@code <!channel>}, {@code <@U024BE7LH>} or
     *     {@code <!subteam^SAZ94GDB8>}; several with a space between them, 10 at most
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public SlackChannelBuilder mention(String mention) {
        if (!MENTION.matcher(mention).matches()) {
            throw new IllegalArgumentException("mention: " + Text.line(mention, 100)
                    + " (expected: <!here>, <!channel>, <!everyone>, <@U…> or <!subteam^S…>)");
        }
        this.mention = mention;
        return this;
    }

    /**
     * Sets where the methods of the Web API are, for a bot; {@code https://slack.com/api} if not set.
     *
     * @param base the address that a method's name is put behind
     * @return this builder
     */
    public SlackChannelBuilder api(URI base) {
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
    public SlackChannelBuilder proxy(String hostAndPort) {
        this.settings = settings.withProxy(hostAndPort);
        return this;
    }

    /**
     * Sets whether an address without TLS will do, though secrets go that way; only on loopback if not set.
     *
     * @param wanted whether
     * @return this builder
     */
    public SlackChannelBuilder allowPlain(boolean wanted) {
        this.plain = wanted;
        return this;
    }

    /**
     * Makes the channel.
     *
     * @return a channel that has opened nothing
     * @throws IllegalArgumentException if an address is no https address
     */
    public SlackChannel build() {
        Http http = new Http(settings);
        if (channel == null) {
            Address.require(secret, plain);
            return new SlackChannel(new SlackWebhook(http, secret, plain), mention);
        }
        SlackApi methods = new SlackApi(http, Address.require("api", api, plain), secret);
        return new SlackChannel(new SlackBot(http, methods, channel), mention);
    }
}
