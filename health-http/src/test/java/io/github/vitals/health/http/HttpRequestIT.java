package io.github.vitals.health.http;

import static io.github.vitals.health.http.Asking.answer;
import static io.github.vitals.health.http.Asking.ask;
import static io.github.vitals.health.http.Asking.assertDown;
import static io.github.vitals.health.http.Asking.assertUp;
import static io.github.vitals.health.http.Asking.check;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Supplier;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HttpRequestIT {
    private static final String S3CRET = "s3cret";

    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String basic(String user, String password) {
        byte[] both = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(both);
    }

    @Test
    void carriesItsBody() throws Exception {
        server.enqueue(answer(200));
        assertUp(ask(check(server, "/").method("PUT").body("application/json", "{}")));
        RecordedRequest request = server.takeRequest();
        assertThat(request.getMethod()).isEqualTo("PUT");
        assertThat(request.getHeaders().get("Content-Type")).startsWith("application/json");
        assertThat(request.getBody().utf8()).isEqualTo("{}");
    }

    @Nested
    class Credentials {
        @Test
        void ofTheSchemeBasicAreSentWithTheFirstRequest() throws Exception {
            server.enqueue(answer(200));
            assertUp(ask(check(server, "/").basicAuth("wätcher", S3CRET)));
            assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo(basic("wätcher", S3CRET));
        }

        @Test
        void ofTheSchemeBearerAreAskedForAtEachRun() throws Exception {
            var tokens = List.of("first", "second").iterator();
            HttpHealthCheckBuilder check = check(server, "/").bearer(tokens::next);
            for (String token : List.of("first", "second")) {
                server.enqueue(answer(200));
                assertUp(ask(check));
                assertThat(server.takeRequest().getHeaders().get("Authorization"))
                        .isEqualTo("Bearer " + token);
            }
        }

        @Test
        void thatCannotBeHadAreDownWithAuthAndNothingIsAsked() throws Exception {
            List<Supplier<String>> suppliers = List.of(
                    () -> {
                        throw new IllegalStateException("refused: " + S3CRET);
                    },
                    () -> S3CRET + "\r\nX-Injected: 1",
                    () -> null);
            for (Supplier<String> supplier : suppliers) {
                HealthResult result = ask(check(server, "/").bearer(supplier));
                assertDown(result, FailureReason.AUTH);
                assertThat(result.toString()).doesNotContain(S3CRET);
                assertThat(result.cause()).isEmpty();
            }
            assertThat(server.getRequestCount()).isZero();
        }

        @Test
        void thatAreRefusedAreDownWithAuthAndMissingOnesWithStatus() throws Exception {
            server.enqueue(answer(401));
            server.enqueue(answer(401));
            HealthResult refused = ask(check(server, "/").basicAuth("watcher", S3CRET));
            assertDown(refused, FailureReason.AUTH);
            assertThat(refused.toString()).doesNotContain(S3CRET);
            assertDown(ask(check(server, "/")), FailureReason.STATUS);
        }
    }

    @Nested
    class AProxy {
        private final MockWebServer proxy = new MockWebServer();

        @BeforeEach
        void startProxy() throws IOException {
            proxy.start();
        }

        @AfterEach
        void stopProxy() {
            proxy.close();
        }

        @Test
        void isAskedForTheTargetWhoseNameItResolves() throws Exception {
            proxy.enqueue(answer(200));
            assertUp(ask(HttpHealthCheck.builder(URI.create("http://payments.invalid/health"))
                    .proxy("127.0.0.1", proxy.getPort(), "us", S3CRET)));
            RecordedRequest request = proxy.takeRequest();
            assertThat(request.getRequestLine()).isEqualTo("GET http://payments.invalid/health HTTP/1.1");
            assertThat(request.getHeaders().get("Proxy-Authorization")).isEqualTo(basic("us", S3CRET));
        }

        @Test
        void opensATunnelForHttpsAndTheTargetSeesNoProxyCredentials() throws Exception {
            HeldCertificate authority = Certificates.authority();
            HeldCertificate payments = Certificates.signedBy(authority, "payments.invalid")
                    .validityInterval(0, System.currentTimeMillis() + 90L * 24 * 3600 * 1000)
                    .build();
            proxy.useHttps(Certificates.serving(payments, authority));
            proxy.enqueue(new MockResponse.Builder().inTunnel().build());
            proxy.enqueue(answer(200));
            assertUp(ask(HttpHealthCheck.builder(URI.create("https://payments.invalid/health"))
                    .trust(Certificates.trusting(authority))
                    .proxy("127.0.0.1", proxy.getPort(), "us", S3CRET)));
            RecordedRequest connect = proxy.takeRequest();
            assertThat(connect.getMethod()).isEqualTo("CONNECT");
            assertThat(connect.getHeaders().get("Proxy-Authorization")).isEqualTo(basic("us", S3CRET));
            RecordedRequest request = proxy.takeRequest();
            assertThat(request.getTarget()).isEqualTo("/health");
            assertThat(request.getHeaders().names()).doesNotContain("Proxy-Authorization");
        }

        @Test
        void thatRefusesTheCredentialsIsDownWithAuth() throws Exception {
            proxy.enqueue(answer(407));
            HttpHealthCheckBuilder plain = check(server, "/").proxy("127.0.0.1", proxy.getPort(), "us", S3CRET);
            assertDown(ask(plain), FailureReason.AUTH);
            proxy.enqueue(answer(407));
            proxy.enqueue(answer(407));
            HttpHealthCheckBuilder tunnel = HttpHealthCheck.builder(URI.create("https://payments.invalid/"))
                    .proxy("127.0.0.1", proxy.getPort(), "us", S3CRET);
            HealthResult refused = ask(tunnel);
            assertDown(refused, FailureReason.AUTH);
            assertThat(refused.toString()).doesNotContain(S3CRET);
        }

        @Test
        void thatIsNotThereIsDownWithConnectRefused() throws Exception {
            int port;
            try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
                port = free.getLocalPort();
            }
            assertDown(ask(check(server, "/").proxy("127.0.0.1", port)), FailureReason.CONNECT_REFUSED);
        }
    }
}
