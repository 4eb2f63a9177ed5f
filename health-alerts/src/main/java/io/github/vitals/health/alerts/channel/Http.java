package io.github.vitals.health.alerts.channel;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Hands texts to far sides over HTTP. It opens nothing before the first; then it has at most three daemon threads, two of
 * which go when they have nothing to do.
 *
 * <p>Not thread-safe.
 */
final class Http {
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final String JSON = "application/json; charset=utf-8";

    private final HttpSettings settings;
    private @Nullable HttpClient client;

    Http(HttpSettings settings) {
        this.settings = settings;
    }

    /**
     * What is to be sent.
     *
     * @param masked what of it must not be seen in what comes back
     */
    record Post(URI address, Map<String, String> headers, String body, Masked masked) {
        static Post json(URI address, String body, Masked masked) {
            return new Post(address, Map.of("Content-Type", JSON), body, masked);
        }

        Post with(String header, String value) {
            Map<String, String> all = new LinkedHashMap<>(headers);
            all.put(header, value);
            return new Post(address, all, body, masked);
        }

        Post withSecret(String header, String value) {
            Post post = with(header, value);
            return new Post(address, post.headers(), body, masked.and(value));
        }
    }

    /** Sends it and waits for the whole answer. */
    Answer send(Post post, Deadline deadline) throws DeliveryFailure, InterruptedException {
        return answer(begin(post, deadline), post, deadline);
    }

    /** Sends it and does not wait. */
    CompletableFuture<HttpResponse<String>> begin(Post post, Deadline deadline) throws DeliveryFailure {
        return client().sendAsync(request(post, deadline.remaining()), head -> new FirstBytes());
    }

    /** Waits for the answer to what was begun, and gives it up when its time is over. */
    Answer answer(CompletableFuture<HttpResponse<String>> begun, Post post, Deadline deadline)
            throws DeliveryFailure, InterruptedException {
        try {
            return answer(begun.get(deadline.left().toNanos(), TimeUnit.NANOSECONDS), post);
        } catch (TimeoutException late) {
            throw deadline.passed();
        } catch (ExecutionException failed) {
            throw HttpFailure.of(failed.getCause(), post, deadline);
        } finally {
            begun.cancel(true);
        }
    }

    private Answer answer(HttpResponse<String> response, Post post) {
        return new Answer(
                response.statusCode(),
                response.headers()
                        .firstValue("Retry-After")
                        .flatMap(field ->
                                RetryAfter.parse(field, settings.clock().instant())),
                post.masked().in(response.body()));
    }

    private static HttpRequest request(Post post, Duration timeout) throws DeliveryFailure {
        HttpRequest.Builder request = HttpRequest.newBuilder(post.address())
                .timeout(timeout)
                .header("User-Agent", "vitals")
                .POST(HttpRequest.BodyPublishers.ofString(post.body()));
        for (Map.Entry<String, String> header : post.headers().entrySet()) {
            if (!Header.visible(header.getValue())) {
                throw DeliveryFailure.rejected(
                        "header " + header.getKey() + ": not shown (expected: visible ASCII characters)");
            }
            request.setHeader(header.getKey(), header.getValue());
        }
        return request.build();
    }

    private HttpClient client() {
        HttpClient opened = client;
        if (opened == null) {
            opened = settings.client(threads());
            client = opened;
        }
        return opened;
    }

    private static ThreadPoolExecutor threads() {
        ThreadPoolExecutor threads = new ThreadPoolExecutor(
                2, 2, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), Http::thread);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    private static Thread thread(Runnable task) {
        Thread thread = new Thread(task, "vitals-alert-http");
        thread.setDaemon(true);
        return thread;
    }

    void close() {
        HttpClient opened = client;
        client = null;
        if (opened != null) {
            end(opened);
        }
    }

    private static void end(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (ReflectiveOperationException before21) {
            // There the client ends by itself once nobody has it any more.
        }
    }
}
