package io.github.vitals.health.http;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.net.InetAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.ResponseInfo;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** One question to the target and the judgement of its answer. */
final class Call {
    /** What is kept back, at most, of the time a run has, so that the answer comes before the run is given up. */
    private static final Duration LARGEST_MARGIN = Duration.ofMillis(200);

    private final URI uri;
    private final HttpRequest request;
    private final HttpClient client;
    private final Expectation expected;
    private final BodyMeter body = new BodyMeter();
    private final long start = System.nanoTime();
    private volatile int status;
    private volatile Duration untilHeaders = Duration.ZERO;

    Call(URI uri, HttpRequest request, HttpClient client, Expectation expected) {
        this.uri = uri;
        this.request = request;
        this.client = client;
        this.expected = expected;
    }

    HealthResult ask(CheckContext context) throws InterruptedException {
        try {
            resolve();
        } catch (UnknownHostException unknown) {
            return Failures.result(unknown, uri);
        }
        Duration remaining = context.remaining();
        if (remaining.isZero()) {
            return late("no time was left to ask");
        }
        Duration margin = margin(remaining);
        CompletableFuture<HttpResponse<BodyMeter>> answer =
                client.sendAsync(with(remaining.minus(margin)), this::onHeaders);
        // The client, which knows what it is waiting for, is to give up before we do.
        return await(answer, remaining.minus(margin.dividedBy(2)));
    }

    private HealthResult await(CompletableFuture<HttpResponse<BodyMeter>> answer, Duration atMost)
            throws InterruptedException {
        try {
            return judge(answer.get(atMost.toNanos(), TimeUnit.NANOSECONDS));
        } catch (ExecutionException failure) {
            return described(Failures.result(failure, uri));
        } catch (TimeoutException late) {
            return late(
                    status == 0
                            ? "no answer"
                            : "status " + status + ", but the body did not end: " + body.bytes() + " B");
        } finally {
            // Closes the connection if the answer is not complete.
            answer.cancel(true);
        }
    }

    /**
     * Resolves the name on this thread, which is the check's own: a resolver that hangs must not hold the client's few
     * threads. The client then finds the address in the JDK's cache. Behind a proxy it is the proxy that resolves.
     */
    private void resolve() throws UnknownHostException {
        if (!proxied()) {
            InetAddress unused = InetAddress.getByName(uri.getHost());
        }
    }

    private boolean proxied() {
        ProxySelector selector = client.proxy().orElseGet(ProxySelector::getDefault);
        if (selector == null) {
            return false;
        }
        List<Proxy> proxies = selector.select(uri);
        return proxies != null && proxies.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
    }

    private static Duration margin(Duration remaining) {
        Duration tenth = remaining.dividedBy(10);
        return tenth.compareTo(LARGEST_MARGIN) < 0 ? tenth : LARGEST_MARGIN;
    }

    /** The client's own timeout ends with the headers, but tells a connection that does not open from a slow answer. */
    private HttpRequest with(Duration timeout) {
        return HttpRequest.newBuilder(request, (name, value) -> true)
                .timeout(timeout)
                .build();
    }

    private BodySubscriber<BodyMeter> onHeaders(ResponseInfo info) {
        untilHeaders = Duration.ofNanos(System.nanoTime() - start);
        status = info.statusCode();
        return body;
    }

    private HealthResult judge(HttpResponse<BodyMeter> response) {
        int answered = response.statusCode();
        if (expected.statuses().test(answered)) {
            return described(HealthResult.up());
        }
        HealthResult down = described(
                HealthResult.down(FailureReason.STATUS, "status " + answered + " (expected: " + expected.text() + ")"));
        return response.headers()
                .firstValue("Location")
                .map(location -> down.detail("location", origin(location)))
                .orElse(down);
    }

    private HealthResult late(String message) {
        return described(HealthResult.down(FailureReason.TIMEOUT, message));
    }

    private HealthResult described(HealthResult result) {
        if (status == 0) {
            return result;
        }
        HealthResult described = result.detail("status", status)
                .detail("responseSeconds", untilHeaders.toMillis() / 1000.0)
                .detail("bodyBytes", body.bytes());
        return body.cut() ? described.detail("bodyCut", true) : described;
    }

    /** Where a redirect leads, without what its path and query may carry. */
    private String origin(String location) {
        try {
            return Target.printable(Target.origin(uri.resolve(location)));
        } catch (IllegalArgumentException notUri) {
            return "not a URI";
        }
    }
}
