package io.github.vitals.health.http;

import static io.github.vitals.health.http.Asking.answer;
import static io.github.vitals.health.http.Asking.ask;
import static io.github.vitals.health.http.Asking.check;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthStatus;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpThreadsIT {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return request.getTarget().equals("/late")
                        ? new MockResponse.Builder()
                                .headersDelay(60, TimeUnit.SECONDS)
                                .build()
                        : answer(200);
            }
        });
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** The transport's own, one of them for deadlines. Each ends after a minute unused. */
    private static Set<Thread> ofTheTransport() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("OkHttp")
                        || thread.getName().equals("Okio Watchdog"))
                .collect(Collectors.toSet());
    }

    @Test
    void ofTheTransportDoNotGrowWithTheRunsAndHoldNoProcess() throws Exception {
        HeldCertificate authority = Certificates.authority();
        HeldCertificate own = Certificates.signedBy(authority, "localhost").build();
        server.useHttps(Certificates.serving(own, authority));
        server.start();
        for (int i = 0; i < 12; i++) {
            assertThat(ask(check(server, "/").trust(Certificates.trusting(authority)))
                            .status())
                    .isNotEqualTo(HealthStatus.DOWN);
            ask(check(server, "/").trust(Certificates.trusting(authority)).http2());
        }
        assertFewAndDaemons();
    }

    @Test
    void ofTheTransportDoNotGrowWithRunsThatTimeOut() throws Exception {
        server.start();
        for (int i = 0; i < 10; i++) {
            ask(check(server, "/late"), Duration.ofMillis(100));
            ask(HttpHealthCheck.builder(URI.create("http://127.0.0.1:1/")));
        }
        assertFewAndDaemons();
    }

    private static void assertFewAndDaemons() {
        await().untilAsserted(
                        () -> assertThat(ofTheTransport()).hasSizeLessThan(10).allMatch(Thread::isDaemon));
    }
}
