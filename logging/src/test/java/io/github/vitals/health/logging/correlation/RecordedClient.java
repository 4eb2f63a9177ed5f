package io.github.vitals.health.logging.correlation;

import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;

/** A client that never answers, and pushes what it is told to: no server of the tests speaks HTTP/2. */
final class RecordedClient extends HttpClient {
    final CompletableFuture<Object> exchange = new CompletableFuture<>();
    boolean closed;
    private HttpRequest asked;
    private PushPromiseHandler<Object> pushes;

    void push(HttpRequest pushed) {
        List<BodyHandler<Object>> accepted = new ArrayList<>();
        pushes.applyPushPromise(asked, pushed, handler -> {
            accepted.add(handler);
            return new CompletableFuture<>();
        });
        accepted.forEach(handler -> handler.apply(null));
    }

    /** Of the class from JDK 21 on. */
    public void close() {
        closed = true;
    }

    @Override
    public <T> HttpResponse<T> send(HttpRequest request, BodyHandler<T> handler) {
        throw new UnsupportedOperationException("send");
    }

    @Override
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(HttpRequest request, BodyHandler<T> handler) {
        return sendAsync(request, handler, null);
    }

    @Override
    @SuppressWarnings("unchecked")
    public <T> CompletableFuture<HttpResponse<T>> sendAsync(
            HttpRequest request, BodyHandler<T> handler, PushPromiseHandler<T> handlerOfPushes) {
        asked = request;
        pushes = (PushPromiseHandler<Object>) handlerOfPushes;
        return (CompletableFuture<HttpResponse<T>>) (CompletableFuture<?>) exchange;
    }

    @Override
    public Optional<CookieHandler> cookieHandler() {
        return Optional.empty();
    }

    @Override
    public Optional<Duration> connectTimeout() {
        return Optional.empty();
    }

    @Override
    public Redirect followRedirects() {
        return Redirect.NEVER;
    }

    @Override
    public Optional<ProxySelector> proxy() {
        return Optional.empty();
    }

    @Override
    public SSLContext sslContext() {
        throw new UnsupportedOperationException("sslContext");
    }

    @Override
    public SSLParameters sslParameters() {
        return new SSLParameters();
    }

    @Override
    public Optional<Authenticator> authenticator() {
        return Optional.empty();
    }

    @Override
    public Version version() {
        return Version.HTTP_2;
    }

    @Override
    public Optional<Executor> executor() {
        return Optional.empty();
    }
}
