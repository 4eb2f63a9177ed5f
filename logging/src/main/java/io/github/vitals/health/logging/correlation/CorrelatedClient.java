package io.github.vitals.health.logging.correlation;

import java.io.IOException;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import org.jspecify.annotations.Nullable;

/** Adds the headers of the calling thread to each request; everything else is the target's. */
final class CorrelatedClient extends HttpClient {
    private final HttpClient target;
    private final Outgoing outgoing;

    CorrelatedClient(HttpClient target, CorrelationPolicy policy) {
        this.target = target;
        outgoing = new Outgoing(policy);
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler)
            throws IOException, InterruptedException {
        return target.send(outgoing.correlated(request), Answers.handler(Carried.now(), handler));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        Carried carried = Carried.now();
        return CarryingFuture.of(
                carried, target.sendAsync(outgoing.correlated(request), Answers.handler(carried, handler)));
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, @Nullable PushPromiseHandler<T> pushes) {
        Carried carried = Carried.now();
        return CarryingFuture.of(
                carried,
                target.sendAsync(
                        outgoing.correlated(request),
                        Answers.handler(carried, handler),
                        Answers.pushes(carried, pushes)));
    }

    @Override
    public WebSocket.Builder newWebSocketBuilder() {
        return target.newWebSocketBuilder();
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return target.cookieHandler();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return target.connectTimeout();
    }

    @Override
    public Redirect followRedirects() {
        return target.followRedirects();
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return target.proxy();
    }

    @Override
    public SSLContext sslContext() {
        return target.sslContext();
    }

    @Override
    public SSLParameters sslParameters() {
        return target.sslParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return target.authenticator();
    }

    @Override
    public Version version() {
        return target.version();
    }

    @Override
    public Optional<Executor> executor() {
        return target.executor();
    }

    /** From JDK 21 on part of the class, as are the four below. */
    public void close() {
        Closing.close(target);
    }

    /** Lets no further request begin. */
    public void shutdown() {
        NewerClient.shutdown(target);
    }

    /** Ends the requests under way too. */
    public void shutdownNow() {
        NewerClient.shutdownNow(target);
    }

    /** Whether all has ended. */
    public boolean isTerminated() {
        return NewerClient.terminated(target);
    }

    /** Waits for that. */
    public boolean awaitTermination(Duration most) throws InterruptedException {
        return NewerClient.awaitTermination(target, most);
    }

    @Override
    public String toString() {
        return target.toString();
    }
}
