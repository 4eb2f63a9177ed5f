package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HttpTest {
    private static final AlertNotification TRIGGER =
            Sample.of(AlertNotification.Kind.TRIGGER).notification();

    @Test
    void whatItOpensGoesWhenItIsClosed() throws Exception {
        Set<Thread> others = threads();
        try (WebhookReceiver receiver = WebhookReceiver.start();
                WebhookChannel channel = WebhookChannel.of(Secret.of(receiver.uri() + "/"))) {
            assertThat(ours(others)).as("before the first message").isEmpty();
            channel.deliver(TRIGGER, Sample.first());
            assertThat(ours(others)).hasSizeBetween(1, 3).allMatch(Thread::isDaemon);
            assertThat(receiver.events())
                    .singleElement()
                    .satisfies(post -> assertThat(post.headers())
                            .containsEntry("user-agent", "vitals")
                            .containsEntry("content-type", "application/json; charset=utf-8"));
        }
        await().until(() -> {
            System.gc();
            return ours(others).isEmpty();
        });
    }

    private static List<Thread> ours(Set<Thread> others) {
        return threads().stream().filter(thread -> !others.contains(thread)).toList();
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("vitals-alert-http")
                        || thread.getName().startsWith("HttpClient-"))
                .collect(Collectors.toSet());
    }

    @Test
    void aClosedChannelOpensAgainWhatItNeeds() throws Exception {
        try (WebhookReceiver receiver = WebhookReceiver.start();
                WebhookChannel channel = WebhookChannel.of(Secret.of(receiver.uri() + "/"))) {
            channel.deliver(TRIGGER, Sample.first());
            channel.close();
            channel.deliver(TRIGGER, Sample.first());
            assertThat(receiver.events()).hasSize(2);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Le", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nhalf"})
    void anAnswerThatStopsHalfWayIsGivenUpInTime(String half) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                WebhookChannel channel =
                        WebhookChannel.of(Secret.of("http://127.0.0.1:" + server.getLocalPort() + "/"))) {
            CompletableFuture<Socket> accepted = CompletableFuture.supplyAsync(() -> answer(server, half));
            assertThatThrownBy(() -> channel.deliver(TRIGGER, Sample.within(Duration.ofMillis(300))))
                    .isInstanceOf(DeliveryFailure.class)
                    .hasMessage("no answer within 300 ms");
            try (Socket socket = accepted.get()) {
                assertThat(socket.getInputStream().readAllBytes())
                        .as("the request, and the end of the connection")
                        .isNotEmpty();
            }
        }
    }

    private static Socket answer(ServerSocket server, String text) {
        try {
            Socket socket = server.accept();
            OutputStream output = socket.getOutputStream();
            output.write(text.getBytes(StandardCharsets.US_ASCII));
            output.flush();
            return socket;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Test
    void aNameThatIsNobodysIsTriedAgainSoon() {
        try (WebhookChannel channel = WebhookChannel.of(Secret.of("https://nobody.invalid/hook-of-ours"))) {
            assertThatThrownBy(() -> channel.deliver(TRIGGER, Sample.first()))
                    .hasMessage("nobody.invalid: no such host")
                    .matches(failure -> !((DeliveryFailure) failure).rejected());
        }
    }

    @Test
    void onlyCertificatesThatAreTrustedWillDo() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("127.0.0.1")
                .build();
        HandshakeCertificates identity =
                new HandshakeCertificates.Builder().heldCertificate(certificate).build();
        HandshakeCertificates trust = new HandshakeCertificates.Builder()
                .addTrustedCertificate(certificate.certificate())
                .build();
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(identity.sslContext()));
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        Secret url = Secret.of("https://127.0.0.1:" + server.getAddress().getPort() + "/hook-of-ours");
        Secret byName = Secret.of("https://localhost:" + server.getAddress().getPort() + "/hook-of-ours");
        try (WebhookChannel trusting =
                        WebhookChannel.builder(url).tls(trust.sslContext()).build();
                WebhookChannel careful = WebhookChannel.of(url);
                WebhookChannel other =
                        WebhookChannel.builder(byName).tls(trust.sslContext()).build()) {
            assertThat(trusting.deliver(TRIGGER, Sample.first()).answer()).isEqualTo("HTTP 200");
            for (WebhookChannel refusing : List.of(careful, other)) {
                assertThatThrownBy(() -> refusing.deliver(TRIGGER, Sample.first()))
                        .isInstanceOf(DeliveryFailure.class)
                        .hasMessageContaining(": TLS failed: ")
                        .hasMessageNotContaining("hook-of-ours");
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void aProxyIsGoneThrough() throws Exception {
        try (WebhookReceiver proxy = WebhookReceiver.start();
                WebhookChannel channel = WebhookChannel.builder(Secret.of("http://hooks.example/a/b"))
                        .allowPlain(true)
                        .proxy(proxy.uri().getAuthority())
                        .build()) {
            channel.deliver(TRIGGER, Sample.first());
            assertThat(proxy.events())
                    .extracting(WebhookReceiver.Event::path)
                    .containsExactly("http://hooks.example/a/b");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"proxy", "proxy:0", "proxy:65536", "http://proxy:1", "me:secret@proxy:1", ":1", ""})
    void aProxyIsAHostAndAPort(String proxy) {
        WebhookChannelBuilder builder = WebhookChannel.builder(Secret.of("https://hooks.example/"));
        assertThatThrownBy(() -> builder.proxy(proxy))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("proxy: not shown (expected: host:port)");
    }
}
