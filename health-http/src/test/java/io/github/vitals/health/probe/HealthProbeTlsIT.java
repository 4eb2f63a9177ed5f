package io.github.vitals.health.probe;

import static io.github.vitals.health.probe.Running.probe;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.http.Certificates;
import io.github.vitals.health.http.RawServer;
import io.github.vitals.health.probe.Running.Ended;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import mockwebserver3.Dispatcher;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthProbeTlsIT {
    @TempDir
    private static Path folder;

    private static HeldCertificate authority;
    private static HeldCertificate stranger;
    private static String trusted;
    private static String wrong;

    private MockWebServer server = new MockWebServer();

    @BeforeAll
    static void makeAuthorities() throws Exception {
        authority = Certificates.authority();
        stranger = Certificates.authority();
        wrong = Files.writeString(folder.resolve("wrong.pem"), stranger.certificatePem())
                .toString();
        trusted = Files.writeString(
                        folder.resolve("trusted.pem"),
                        "# of strangers\n" + stranger.certificatePem() + "# ours\n" + authority.certificatePem())
                .toString();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private String serve(HeldCertificate issuer, String host) throws Exception {
        return serve(issuer, host, 0);
    }

    private String serve(HeldCertificate issuer, String host, int port) throws Exception {
        HeldCertificate certificate = Certificates.signedBy(issuer, host).build();
        server.useHttps(Certificates.serving(certificate, issuer));
        server.setDispatcher(new Dispatcher() {
            @Override
            public MockResponse dispatch(RecordedRequest request) {
                return new MockResponse.Builder()
                        .addHeader("Health-Status", "UP")
                        .build();
            }
        });
        server.start(InetAddress.getByName("127.0.0.1"), port);
        return "https://localhost:" + server.getPort() + "/health";
    }

    private static void assertRefused(Ended ended) {
        assertThat(ended.out()).startsWith("no-answer https://").contains(": TLS: ");
        assertThat(ended.code()).isEqualTo(1);
    }

    @Test
    void anAuthorityInTheFileIsTrusted() throws Exception {
        String url = serve(authority, "localhost");
        assertThat(probe(url, "--ca", trusted, "--expect", "UP").code()).isZero();
    }

    @Test
    void noOtherAuthorityIs() throws Exception {
        String url = serve(authority, "localhost");
        assertRefused(probe(url, "--ca", wrong));
        assertRefused(probe(url));
    }

    @Test
    void aCertificateForAnotherHostIsNot() throws Exception {
        assertRefused(probe(serve(authority, "elsewhere.example"), "--ca", trusted));
    }

    @Test
    void anyIsWhereThatIsAskedFor() throws Exception {
        assertThat(probe(serve(authority, "elsewhere.example"), "--insecure").code())
                .isZero();
    }

    @Test
    void aServerThatGetsItsCertificateLateIsWaitedFor() throws Exception {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        String url = serve(stranger, "localhost", port);
        String ca = Files.writeString(folder.resolve("ca.pem"), authority.certificatePem())
                .toString();
        Running running = Running.start(url, "--ca", ca, "--wait", "60s", "--interval", "20ms");
        await().until(() -> running.err().contains(": TLS: "));
        server.close();
        server = new MockWebServer();
        serve(authority, "localhost", port);
        assertThat(running.ended().code()).isZero();
    }

    @Test
    void aServerThatSpeaksNoTlsIsNoAnswerAndNeitherIsOneThatSpeaksNothingElse() throws Exception {
        String url = serve(authority, "localhost");
        Ended plain = probe(url.replace("https:", "http:"));
        assertThat(plain.out()).startsWith("no-answer ");
        assertThat(plain.code()).isEqualTo(1);
        try (RawServer other = RawServer.greeting("HTTP/1.1 400 Bad Request\r\n\r\n")) {
            assertRefused(probe(other.uri().toString().replace("http:", "https:")));
        }
    }
}
