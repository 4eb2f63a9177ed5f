package io.github.vitals.health.alerts.channel;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Posts messages as JSON to an address of the user's. The JSON is that of {@code docs/schemas/alert.schema.json}, or the
 * user's own by a template.
 *
 * <p>An answer of 2xx says that it was taken. After 408, 425, 429 and 5xx it is sent again; {@code Retry-After} is
 * respected, up to an hour. All others, redirects included, reject it. The header {@code Vitals-Delivery} is the same when
 * a message is sent again.
 *
 * <p>Not thread-safe.
 */
public final class WebhookChannel implements AlertChannel {
    /**
     * What the address is told beside the message.
     *
     * @param signature what it is signed with; null for no signature
     */
    record Options(
            boolean plain,
            Map<String, String> headers,
            Map<String, Secret> secretHeaders,
            @Nullable Secret signature,
            @Nullable WebhookTemplate template,
            InstantSource clock) {}

    private final Http http;
    private final Secret url;
    private final Options options;

    WebhookChannel(Http http, Secret url, Options options) {
        this.http = http;
        this.url = url;
        this.options = options;
    }

    /**
     * A channel with defaults.
     *
     * @param url where to post; https, but for loopback
     * @return a channel that has opened nothing
     * @throws IllegalArgumentException if it is no https address
     */
    public static WebhookChannel of(Secret url) {
        return builder(url).build();
    }

    /**
     * Starts to describe a channel.
     *
     * @param url where to post
     * @return a new builder
     */
    public static WebhookChannelBuilder builder(Secret url) {
        return new WebhookChannelBuilder(Objects.requireNonNull(url, "url: null (expected: a secret)"));
    }

    @Override
    public String kind() {
        return "webhook";
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context)
            throws DeliveryFailure, InterruptedException {
        Answer answer = http.send(post(notification, context.id()), Deadline.in(context.timeout()));
        if (!answer.successful()) {
            throw answer.failure();
        }
        return new Receipt(answer.said(), "");
    }

    private Http.Post post(AlertNotification notification, String id) throws DeliveryFailure {
        URI address = Address.read(url, options.plain());
        String body = options.template() == null
                ? Json.write(WebhookDocument.of(notification, id))
                : options.template().fill(notification, id);
        Http.Post post = Http.Post.json(address, body, Masked.of(address)).with("Vitals-Delivery", id);
        return signed(headers(post));
    }

    private Http.Post headers(Http.Post bare) throws DeliveryFailure {
        Http.Post post = bare;
        for (Map.Entry<String, String> header : options.headers().entrySet()) {
            post = post.with(header.getKey(), header.getValue());
        }
        for (Map.Entry<String, Secret> header : options.secretHeaders().entrySet()) {
            post = post.withSecret(header.getKey(), header.getValue().value());
        }
        return post;
    }

    private Http.Post signed(Http.Post post) throws DeliveryFailure {
        if (options.signature() == null) {
            return post;
        }
        String secret = options.signature().value();
        String signature = WebhookSignature.of(
                post.body().getBytes(StandardCharsets.UTF_8),
                secret,
                options.clock().instant());
        return post.with(WebhookSignature.HEADER, signature);
    }

    @Override
    public void close() {
        http.close();
    }
}
