package io.github.vitals.health.server;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpsExchange;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthEvents;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Carries requests from the JDK's server to who answers them, and the answers back. */
final class Handler implements HttpHandler {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
    private static final String GONE = "Health server: a client went away before it was answered";

    /** What the JDK's server takes in place of a length: it is not known, or there is no body. */
    private static final int CHUNKED = 0;

    private static final int NO_BODY = -1;

    /** A request without its body; who asks for health needs no more. */
    private static final int LARGEST = 16 * 1024;

    private static final HealthResponse TOO_LARGE = HealthResponse.of(
            431,
            "text/plain; charset=utf-8",
            "request too large (expected: at most 16 kB before its body)\n".getBytes(StandardCharsets.US_ASCII));

    private static final int LEFTOVER = 64 * 1024;

    private final Answers answers;
    private final Exchanges exchanges;

    Handler(Answers answers, Exchanges exchanges) {
        this.answers = answers;
        this.exchanges = exchanges;
    }

    /** Where this fails, the JDK's server closes the connection and forgets it; after an exchange's close it may not. */
    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try {
            if (tooLarge(exchange)) {
                exchange.getResponseHeaders().set("Connection", "close");
                send(exchange, TOO_LARGE);
                return;
            }
            HealthRequest request = request(exchange);
            exchanges.now(Phase.WORKING);
            Optional<HealthEvents> events = answers.stream(request);
            if (events.isPresent()) {
                stream(exchange, events.get());
                return;
            }
            CompletableFuture<HealthResponse> answer = answers.await(request).toCompletableFuture();
            if (answer.isDone()) {
                send(exchange, answer.join());
            } else {
                Runnable reading = exchanges.reading();
                answer.thenAcceptAsync(response -> finish(exchange, response, reading), exchanges)
                        .exceptionally(refused -> end(exchange, reading));
            }
        } catch (IOException gone) {
            log.atDebug().setCause(gone).log(GONE);
            throw gone;
        }
    }

    private static boolean tooLarge(HttpExchange exchange) {
        int length = exchange.getRequestURI().toString().length();
        for (Map.Entry<String, List<String>> header :
                exchange.getRequestHeaders().entrySet()) {
            for (String value : header.getValue()) {
                length += header.getKey().length() + value.length();
            }
        }
        return length > LARGEST;
    }

    private static HealthRequest request(HttpExchange exchange) throws IOException {
        URI uri = exchange.getRequestURI();
        String path = uri.getPath() == null ? "" : uri.getPath();
        HealthRequest request = HealthRequest.of(exchange.getRequestMethod(), path)
                .withQuery(uri.getRawQuery())
                .withHeaders(name -> header(exchange, name))
                .withRemoteAddress(exchange.getRemoteAddress().getAddress());
        if (exchange instanceof HttpsExchange secured) {
            request = certified(request, secured);
        }
        return request.method().equals("POST")
                ? request.withBody(exchange.getRequestBody().readNBytes(HealthEndpoint.LONGEST_BODY + 1))
                : request;
    }

    /** The server has verified the certificate, or has not asked for one. */
    private static HealthRequest certified(HealthRequest request, HttpsExchange exchange) {
        try {
            Certificate[] chain = exchange.getSSLSession().getPeerCertificates();
            return chain[0] instanceof X509Certificate own ? request.withClientCertificate(own) : request;
        } catch (SSLPeerUnverifiedException none) {
            return request;
        }
    }

    private static @Nullable String header(HttpExchange exchange, String name) {
        List<String> values = exchange.getRequestHeaders().get(name);
        return values == null ? null : String.join(", ", values);
    }

    /** A caller who waited is answered, on whatever thread is free. */
    private void finish(HttpExchange exchange, HealthResponse response, Runnable reading) {
        boolean chunked = response.length() > 0 && exchange.getProtocol().equals("HTTP/1.1");
        try {
            send(exchange, response, chunked ? CHUNKED : response.length());
        } catch (IOException | RuntimeException gone) {
            log.atDebug().setCause(gone).log(GONE);
            exchange.close();
            if (isUnheardOf(exchange, chunked)) {
                reading.run();
            }
        }
    }

    /**
     * Whether the JDK's server does not hear by itself that the client has gone before a late answer, and would keep the
     * connection for ever: it hears of it only where the answer was to come in chunks, or had no body before it began to
     * keep that back in JDK 21.
     */
    private static boolean isUnheardOf(HttpExchange exchange, boolean chunked) {
        return exchange instanceof HttpsExchange
                || (!chunked && Runtime.version().feature() >= 21);
    }

    private static @Nullable Void end(HttpExchange exchange, Runnable reading) {
        exchange.close();
        reading.run();
        return null;
    }

    private void stream(HttpExchange exchange, HealthEvents events) throws IOException {
        try (events) {
            OutputStream body = begin(exchange, events.head(), CHUNKED);
            // A client that has missed nothing is told so by the head alone, and waits for as long as nothing happens.
            body.flush();
            exchanges.now(Phase.WAITING);
            for (Optional<byte[]> next = events.next(); next.isPresent(); next = events.next()) {
                exchanges.now(Phase.SENDING);
                body.write(next.get());
                body.flush();
                exchanges.now(Phase.WAITING);
            }
            end(exchange, body);
        } catch (InterruptedException stop) {
            throw new IOException("interrupted", stop);
        }
    }

    private OutputStream begin(HttpExchange exchange, HealthResponse response, int length) throws IOException {
        exchanges.now(length == NO_BODY ? Phase.LEFTOVER : Phase.SENDING, response.length());
        Headers headers = exchange.getResponseHeaders();
        response.headers().forEach(headers::set);
        if (length == CHUNKED) {
            headers.remove("Content-Length");
        }
        OutputStream body = exchange.getResponseBody();
        if (exchange instanceof HttpsExchange) {
            headers.set("Connection", "close");
            exchange.setStreams(null, new Unclosable());
        }
        exchange.sendResponseHeaders(response.statusCode(), length);
        return body;
    }

    /**
     * The end of an answer. Over TLS it is the end of the connection, here and now: the JDK's server would close it later,
     * on the one thread that accepts all others, or on its timer's, and wait there for the client to take its leave.
     */
    private void end(HttpExchange exchange, OutputStream body) throws IOException {
        exchanges.now(Phase.LEFTOVER);
        if (exchange instanceof HttpsExchange) {
            readLeftover(exchange.getRequestBody());
            exchange.close();
        }
        body.close();
    }

    /** Because it cannot be closed, the JDK's server closes the connection when it closes the exchange. */
    private static final class Unclosable extends OutputStream {
        @Override
        public void write(int b) throws IOException {
            throw new IOException("written to its end");
        }

        @Override
        public void close() throws IOException {
            throw new IOException("closed already");
        }
    }

    private void send(HttpExchange exchange, HealthResponse response) throws IOException {
        send(exchange, response, response.length());
    }

    private void send(HttpExchange exchange, HealthResponse response, int length) throws IOException {
        if (response.length() == 0) {
            exchanges.now(Phase.LEFTOVER);
            readLeftover(exchange.getRequestBody());
            begin(exchange, response, NO_BODY).close();
            return;
        }
        OutputStream body = begin(exchange, response, length);
        response.writeTo(new Portions(body));
        body.flush();
        end(exchange, body);
    }

    /**
     * As the JDK's server does by itself when it closes the body of an answer, and after the headers where there is none,
     * in which case it forgets to forget the connection of a client that sends less than it said.
     */
    private static void readLeftover(InputStream body) throws IOException {
        if (body.read() >= 0 && body.readNBytes(LEFTOVER).length == LEFTOVER) {
            throw new IOException("the body of a request is longer than " + LEFTOVER + " B");
        }
    }
}
