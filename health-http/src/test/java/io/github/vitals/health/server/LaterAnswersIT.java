package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerted.RecordedAlerts;
import io.github.vitals.health.alerting.AlertTestAnswer;
import io.github.vitals.health.endpoint.Access;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Long polls, streams of events and admin actions, over HTTP. */
class LaterAnswersIT {
    private static final String TOKEN = "0123456789abcdef";
    private static final Executor THREADS =
            task -> Exchanges.daemon(task, "caller").start();

    private final AtomicReference<HealthResult> next = new AtomicReference<>(HealthResult.up());
    private final HealthRegistry health = HealthRegistry.builder()
            .check(
                    "it",
                    context -> next.get(),
                    CheckPolicy.builder()
                            .failureThreshold(1)
                            .successThreshold(1)
                            .build())
            .build();
    private final RecordedAlerts alerts = new RecordedAlerts(Instant.now()).channel("ops", "slack");
    private final HealthServer server = HealthServer.builder(health)
            .port(0)
            .details(Access.loopback())
            .alerts(alerts)
            .endpoint(it -> it.admin(Access.token(TOKEN)))
            .start();

    LaterAnswersIT() {
        health.run("it");
    }

    @AfterEach
    void close() {
        server.close();
        health.close();
    }

    private void answers(HealthResult result) {
        next.set(result);
        health.run("it");
    }

    private static long threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("health-server-\\d+"))
                .count();
    }

    @Nested
    class ALongPoll {
        private CompletableFuture<HttpResponse<String>> poll(String tag) {
            return CompletableFuture.supplyAsync(
                    () -> {
                        try {
                            return Http.get(server, "/health/ready", "If-None-Match", tag, "Prefer", "wait=60");
                        } catch (Exception failed) {
                            throw new IllegalStateException(failed);
                        }
                    },
                    THREADS);
        }

        @Test
        void isAnsweredWhenAStatusChangesAndHoldsNoThreadMeanwhile() throws Exception {
            String tag = Http.get(server, "/health/ready")
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            List<CompletableFuture<HttpResponse<String>>> polls = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                polls.add(poll(tag));
            }
            for (int i = 0; i < 20; i++) {
                assertThat(Http.get(server, "/health/ready").statusCode()).isEqualTo(200);
            }
            assertThat(polls).noneMatch(CompletableFuture::isDone);
            assertThat(threads()).isLessThan(50);
            answers(HealthResult.down("gone"));
            for (CompletableFuture<HttpResponse<String>> poll : polls) {
                assertThat(poll.get().statusCode()).isEqualTo(503);
                assertThat(poll.get().headers().firstValue("Preference-Applied"))
                        .contains("wait=60");
                assertThat(poll.get().body()).contains("gone");
            }
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"GET /health/ready HTTP/1.1", "HEAD /health/ready HTTP/1.1", "GET /health/ready HTTP/1.0"})
        void isForgottenWithItsConnectionWhenItsClientHasGone(String asked) throws Exception {
            String poll = asked + "\r\nHost: x\r\nIf-None-Match: *\r\nPrefer: wait=1\r\n\r\n";
            int before = JdkConnections.count();
            List<Socket> clients = new ArrayList<>();
            for (int i = 0; i < 20; i++) {
                Socket client = new Socket(server.uri().getHost(), server.port());
                client.setSoLinger(true, 0);
                client.getOutputStream().write(poll.getBytes(StandardCharsets.US_ASCII));
                clients.add(client);
            }
            await().until(() -> JdkConnections.count() >= clients.size());
            for (Socket client : clients) {
                client.close();
            }
            await().until(() -> JdkConnections.count() <= before);
        }

        @Test
        void isAnsweredWhenTheServerCloses() throws Exception {
            String tag = Http.get(server, "/health/ready")
                    .headers()
                    .firstValue("ETag")
                    .orElseThrow();
            CompletableFuture<HttpResponse<String>> poll = poll(tag);
            await().until(() -> Http.get(server, "/livez").statusCode() == 200 && !poll.isDone());
            server.close();
            assertThat(poll.handle((response, failed) -> failed != null || response.statusCode() == 304)
                            .get())
                    .isTrue();
        }
    }

    @Nested
    class AStream {
        /** A client that reads line by line. */
        private final class Client implements AutoCloseable {
            private final Socket socket = new Socket(server.uri().getHost(), server.port());
            private final BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));

            Client() throws IOException {
                this("");
            }

            Client(String lastEventId) throws IOException {
                String request =
                        "GET /events HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\nLast-Event-ID: "
                                + lastEventId + "\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            }

            /** Whether the answer goes on, and not only says what there is. */
            boolean streamed() throws IOException {
                boolean chunked = false;
                for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
                    chunked |= line.equalsIgnoreCase("Transfer-Encoding: chunked");
                }
                return chunked;
            }

            String next(String prefix) throws IOException {
                String line = lines.readLine();
                while (line != null && !line.startsWith(prefix)) {
                    line = lines.readLine();
                }
                return String.valueOf(line);
            }

            @Override
            public void close() throws IOException {
                socket.close();
            }
        }

        @Test
        void tellsWhatChanges() throws Exception {
            try (Client client = new Client()) {
                assertThat(client.next("event: ")).isEqualTo("event: report");
                assertThat(client.next("data: ")).contains("\"name\":\"it\"");
                answers(HealthResult.down("gone"));
                assertThat(client.next("data: ")).contains("\"name\":\"it\"", "\"to\":\"DOWN\"", "gone");
                server.close();
                assertThat(client.next("never: ")).isEqualTo("null");
            }
        }

        @Test
        @EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "takes as long as nothing is heard")
        void ofAClientThatHasMissedNothingBeginsAtOnceAndGoesOnWhileNothingHappens() throws Exception {
            String last;
            try (Client client = new Client()) {
                last = client.next("id: ").substring("id: ".length());
            }
            try (Client back = new Client(last)) {
                back.socket.setSoTimeout(5_000);
                assertThat(back.streamed()).isTrue();
                // Longer than an answer may take on its way.
                back.socket.setSoTimeout(20_000);
                assertThat(back.next(":")).isEqualTo(":");
                answers(HealthResult.down("gone"));
                assertThat(back.next("event: ")).isEqualTo("event: transition");
            }
        }

        @Test
        void ofAClientThatHasGoneEndsAndItsPlaceIsFree() throws Exception {
            List<Client> clients = new ArrayList<>();
            for (int i = 0; i < 32; i++) {
                Client client = new Client();
                assertThat(client.streamed()).isTrue();
                clients.add(client);
            }
            try (Client tooMany = new Client()) {
                assertThat(tooMany.streamed()).isFalse();
                assertThat(tooMany.next("retry")).isEqualTo("retry: 2000");
            }
            for (Client client : clients) {
                client.close();
            }
            // That a client has gone is noticed when there is something to tell it.
            await().until(() -> {
                answers(HealthResult.down("gone"));
                answers(HealthResult.up());
                try (Client another = new Client()) {
                    return another.streamed();
                }
            });
        }
    }

    @Nested
    class AnAdminAction {
        @Test
        void isDoneByPostWithATokenAndABodyOfJson() throws Exception {
            HttpResponse<String> done = Http.post(
                    server,
                    "/admin/check/it/maintain",
                    "{\"duration\":\"PT1M\",\"reason\":\"upgrade\"}",
                    "Authorization",
                    "Bearer " + TOKEN,
                    "Content-Type",
                    "application/json");
            assertThat(done.statusCode()).as(done.body()).isEqualTo(200);
            assertThat(done.body()).contains("MAINTENANCE", "upgrade");
            assertThat(Http.post(server, "/admin/check/it/run", "{}", "Content-Type", "application/json")
                            .statusCode())
                    .isEqualTo(401);
        }

        @Test
        void thatWaitsForTheFarSideOfAnAlertChannelHoldsNoThreadOfTheServer() throws Exception {
            CountDownLatch answered = new CountDownLatch(1);
            Queue<String> heldUp = new ConcurrentLinkedQueue<>();
            alerts.farSide = channel -> {
                heldUp.add(Thread.currentThread().getName());
                try {
                    answered.await();
                } catch (InterruptedException stop) {
                    Thread.currentThread().interrupt();
                }
                return new AlertTestAnswer(channel, false, "503 busy", Duration.ofSeconds(40));
            };
            List<CompletableFuture<HttpResponse<String>>> tests = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                tests.add(CompletableFuture.supplyAsync(this::test, THREADS));
            }
            await().until(() -> tests.stream().filter(CompletableFuture::isDone).count() == 4);
            for (int i = 0; i < 20; i++) {
                assertThat(Http.probe(server.uri().resolve("/livez"), Duration.ofSeconds(2)))
                        .isEqualTo(200);
            }
            assertThat(heldUp).hasSize(4).allMatch(name -> name.startsWith("health-admin-"));
            answered.countDown();
            assertThat(tests.stream().map(CompletableFuture::join).map(HttpResponse::statusCode))
                    .containsExactlyInAnyOrder(200, 200, 200, 200, 503, 503, 503, 503);
            assertThat(tests.stream().map(CompletableFuture::join).map(HttpResponse::body))
                    .anyMatch(body -> body.contains("\"accepted\":false,\"answer\":\"503 busy\""));
        }

        private HttpResponse<String> test() {
            try {
                return Http.post(
                        server,
                        "/admin/alerts/channel/ops/test",
                        "{}",
                        "Authorization",
                        "Bearer " + TOKEN,
                        "Content-Type",
                        "application/json");
            } catch (Exception failed) {
                throw new IllegalStateException(failed);
            }
        }
    }
}
