package io.github.vitals.health.logging.correlation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.MDC;

class CorrelatedClientIT {
    private final TraceContext trace = TraceContext.start(true);
    private final List<Headers> asked = new CopyOnWriteArrayList<>();
    private final List<String> bodies = new CopyOnWriteArrayList<>();
    private final CountDownLatch answer = new CountDownLatch(1);
    private final HttpClient plain = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(30))
            .build();
    private final HttpClient client = Correlation.client(plain);
    private HttpServer server;
    private Correlated.Before before;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestHeaders());
            bodies.add(exchange.getRequestMethod()
                    + ' '
                    + new String(exchange.getRequestBody().readAllBytes()));
            exchange.sendResponseHeaders(200, 6);
            exchange.getResponseBody().write("answer".getBytes());
            exchange.close();
        });
        server.createContext("/late", exchange -> {
            try {
                answer.await();
            } catch (InterruptedException ended) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        before = new Correlated(trace, "vendor=1", "order-7", null).open();
    }

    @AfterEach
    void stop() {
        before.restore();
        MDC.clear();
        answer.countDown();
        server.stop(0);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                URI.create("http://127.0.0.1:" + server.getAddress().getPort() + path));
    }

    @Test
    void eachRequestHasTheTraceASpanOfItsOwnAndTheRequestId() throws Exception {
        client.send(request("/").build(), BodyHandlers.discarding());
        client.sendAsync(request("/").POST(BodyPublishers.ofString("body")).build(), BodyHandlers.discarding())
                .join();
        client.sendAsync(request("/").header("X-Other", "stays").DELETE().build(), BodyHandlers.discarding(), null)
                .join();
        List<String> spans = new ArrayList<>(List.of(trace.spanId()));
        assertThat(asked).hasSize(3).allSatisfy(headers -> {
            TraceContext sent =
                    TraceContext.parse(headers.getFirst("traceparent")).orElseThrow();
            assertThat(sent.traceId()).isEqualTo(trace.traceId());
            assertThat(sent.sampled()).isTrue();
            spans.add(sent.spanId());
            assertThat(headers.get("tracestate")).containsExactly("vendor=1");
            assertThat(headers.get("X-Request-Id")).containsExactly("order-7");
        });
        assertThat(asked.get(2).get("X-Other")).containsExactly("stays");
        assertThat(spans).hasSize(4).doesNotHaveDuplicates();
        assertThat(bodies).containsExactly("GET ", "POST body", "DELETE ");
    }

    @Test
    void whatTheRequestHasItselfStays() throws Exception {
        String own = TraceContext.start(false).header();
        client.send(
                request("/")
                        .header("Traceparent", own)
                        .header("x-request-id", "own")
                        .build(),
                BodyHandlers.discarding());
        assertThat(asked.get(0).get("traceparent")).containsExactly(own);
        assertThat(asked.get(0).get("tracestate")).isNull();
        assertThat(asked.get(0).get("X-Request-Id")).containsExactly("own");
    }

    @Test
    void aTracestateWithoutItsTraceparentIsNotSentOn() throws Exception {
        client.send(request("/").header("TraceState", "lonely=1").build(), BodyHandlers.discarding());
        new Correlated(trace, "", "order-7", null).open();
        client.send(request("/").header("TraceState", "lonely=1").build(), BodyHandlers.discarding());
        assertThat(asked.get(0).get("tracestate")).containsExactly("vendor=1");
        assertThat(asked.get(1).get("tracestate")).isNull();
    }

    @Test
    void aThreadThatKnowsNothingAddsNothing() throws Exception {
        before.restore();
        HttpRequest request = request("/").build();
        assertThat(client.send(request, BodyHandlers.discarding())
                        .request()
                        .headers()
                        .map())
                .isEmpty();
        assertThat(asked.get(0)).doesNotContainKeys("Traceparent", "Tracestate", "X-request-id");
    }

    @Test
    void aRequestIdThatTheMdcGotFromElsewhereIsSentOnlyIfItIsSane() throws Exception {
        MDC.put("http.request.id", "a b");
        client.send(request("/").build(), BodyHandlers.discarding());
        assertThat(asked.get(0).get("X-Request-Id")).isNull();
    }

    @Test
    void theHeaderOfTheRequestIdCanHaveAnotherName() throws Exception {
        CorrelationPolicy policy = CorrelationPolicy.standard().withRequestIdHeader("X-Correlation-Id");
        Correlation.client(plain, policy).send(request("/").build(), BodyHandlers.discarding());
        assertThat(asked.get(0).get("X-Correlation-Id")).containsExactly("order-7");
    }

    @Test
    void idsOfAnotherTracerInTheMdcAreTheParent() throws Exception {
        before.restore();
        MDC.put("traceId", "a3ce929d0e0e4736");
        MDC.put("spanId", "00f067aa0ba902b7");
        client.send(request("/").build(), BodyHandlers.discarding());
        assertThat(asked.get(0).getFirst("traceparent"))
                .isEqualTo("00-0000000000000000a3ce929d0e0e4736-00f067aa0ba902b7-00");
        MDC.put("traceId", "no id");
        client.send(request("/").build(), BodyHandlers.discarding());
        assertThat(asked.get(1).get("traceparent")).isNull();
    }

    @Test
    void callbacksSeeTheMdcOfTheCaller() {
        List<String> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<String> answered = client.sendAsync(request("/").build(), info -> {
                    seen.add("handler " + MDC.get("http.request.id"));
                    return BodySubscribers.mapping(BodySubscribers.ofByteArray(), bytes -> {
                        seen.add("subscriber " + MDC.get("http.request.id"));
                        MDC.put("leaked", "from a callback");
                        return new String(bytes);
                    });
                })
                .thenApply(response -> {
                    seen.add("stage " + MDC.get("http.request.id") + ' ' + MDC.get("leaked"));
                    return response.body();
                })
                .thenApplyAsync(body -> {
                    seen.add("asynchronous stage " + MDC.get("http.request.id"));
                    return body;
                });
        before.restore();
        assertThat(answered.join()).isEqualTo("answer");
        assertThat(seen)
                .containsExactly(
                        "handler order-7", "subscriber order-7", "stage order-7 null", "asynchronous stage order-7");
        assertThat(MDC.get("leaked")).isNull();
    }

    @Test
    void eachSignalToASubscriberOfTheCallerSeesItsMdc() {
        Seeing seeing = new Seeing();
        client.sendAsync(request("/").build(), info -> BodySubscribers.fromSubscriber(seeing))
                .join();
        assertThat(seeing.signals).containsExactly("subscribe order-7", "next order-7", "complete order-7");
        var wrapped = Answers.handler(Carried.now(), info -> BodySubscribers.fromSubscriber(seeing))
                .apply(null);
        before.restore();
        wrapped.onError(new IOException("broken"));
        assertThat(seeing.signals).last().isEqualTo("error order-7");
    }

    private static final class Seeing implements Flow.Subscriber<List<ByteBuffer>> {
        private final List<String> signals = new CopyOnWriteArrayList<>();

        private void signal(String name) {
            signals.add(name + ' ' + MDC.get("http.request.id"));
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            signal("subscribe");
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(List<ByteBuffer> portion) {
            signal("next");
        }

        @Override
        public void onError(Throwable failure) {
            signal("error");
        }

        @Override
        public void onComplete() {
            signal("complete");
        }
    }

    @Test
    void aFailureIsTheClientsOwnAndItsCallbackSeesTheMdc() {
        server.stop(0);
        List<String> seen = new CopyOnWriteArrayList<>();
        CompletableFuture<?> failed = client.sendAsync(request("/").build(), BodyHandlers.discarding())
                .whenComplete((response, failure) -> seen.add(String.valueOf(MDC.get("http.request.id"))));
        assertThatThrownBy(failed::join).hasCauseInstanceOf(IOException.class);
        assertThat(seen).containsExactly("order-7");
        assertThatThrownBy(() -> client.send(request("/").build(), BodyHandlers.discarding()))
                .isInstanceOf(IOException.class);
    }

    @Test
    void cancellingAnyStageEndsTheExchange() {
        RecordedClient recorded = new RecordedClient();
        CompletableFuture<?> stage = Correlation.client(recorded)
                .sendAsync(request("/late").build(), BodyHandlers.discarding())
                .thenApply(response -> response.statusCode());
        assertThat(stage.cancel(true)).isTrue();
        assertThat(stage).isCancelled();
        assertThat(recorded.exchange).isCancelled();
    }

    @Test
    void whatAServerPushesIsReadWithTheMdcOfTheCaller() {
        RecordedClient recorded = new RecordedClient();
        List<String> seen = new CopyOnWriteArrayList<>();
        Correlation.client(recorded)
                .sendAsync(request("/").build(), BodyHandlers.discarding(), (asked, pushed, acceptor) -> {
                    seen.add("pushed " + MDC.get("http.request.id"));
                    acceptor.apply(info -> {
                        seen.add("handler " + MDC.get("http.request.id"));
                        return BodySubscribers.discarding();
                    });
                });
        before.restore();
        recorded.push(request("/pushed").build());
        assertThat(seen).containsExactly("pushed order-7", "handler order-7");
    }

    @Test
    void everythingElseIsTheTargets() {
        assertThat(client.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(client.connectTimeout()).contains(Duration.ofSeconds(30));
        assertThat(client.followRedirects()).isEqualTo(HttpClient.Redirect.NEVER);
        assertThat(client.sslContext()).isSameAs(plain.sslContext());
        assertThat(client.sslParameters().getProtocols())
                .isEqualTo(plain.sslParameters().getProtocols());
        assertThat(client.cookieHandler()).isEmpty();
        assertThat(client.proxy()).isEmpty();
        assertThat(client.authenticator()).isEmpty();
        assertThat(client.executor()).isEmpty();
        assertThat(client.newWebSocketBuilder()).isNotNull();
        assertThat(client).hasToString(plain.toString());
        assertThat(Correlation.client(client)).isSameAs(client);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "asks for clients that can be closed")
    void closingTheWrapperClosesTheClient() throws Exception {
        RecordedClient recorded = new RecordedClient();
        ((AutoCloseable) (Object) Correlation.client(recorded)).close();
        assertThat(recorded.closed).isTrue();
        ((AutoCloseable) (Object) client).close();
        assertThat(HttpClient.class.getMethod("isTerminated").invoke(plain)).isEqualTo(true);
        assertThat(HttpClient.class.getMethod("isTerminated").invoke(client)).isEqualTo(true);
        assertThatThrownBy(() -> plain.send(request("/").build(), BodyHandlers.discarding()))
                .isInstanceOf(IOException.class);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_21, disabledReason = "asks for clients that can be shut down")
    void shuttingTheWrapperDownShutsTheClientDown() throws Exception {
        CompletableFuture<?> late = client.sendAsync(request("/late").build(), BodyHandlers.discarding());
        HttpClient.class.getMethod("shutdown").invoke(client);
        assertThatThrownBy(() -> plain.send(request("/").build(), BodyHandlers.discarding()))
                .isInstanceOf(IOException.class);
        assertThat(HttpClient.class.getMethod("isTerminated").invoke(client)).isEqualTo(false);
        assertThat(HttpClient.class
                        .getMethod("awaitTermination", Duration.class)
                        .invoke(client, Duration.ofMillis(1)))
                .isEqualTo(false);
        HttpClient.class.getMethod("shutdownNow").invoke(client);
        assertThatThrownBy(() -> late.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(IOException.class);
        assertThat(HttpClient.class
                        .getMethod("awaitTermination", Duration.class)
                        .invoke(client, Duration.ofMinutes(1)))
                .isEqualTo(true);
    }
}
