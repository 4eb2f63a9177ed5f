package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.endpoint.Access;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class TlsIT {
    private static final byte[] BEGINNING_OF_A_HANDSHAKE = {0x16, 3, 1};
    private static final HeldCertificate AUTHORITY = authority();
    private static final HeldCertificate OTHERS = authority();
    private static final HeldCertificate FIRST = issued(AUTHORITY, "first");
    private static final HeldCertificate SECOND = issued(AUTHORITY, "second");

    @TempDir
    private Path folder;

    private Path chain;
    private Path key;
    private Path authorities;
    private final HealthRegistry health =
            HealthRegistry.builder().check("it", context -> HealthResult.up()).build();

    private static HeldCertificate authority() {
        return new HeldCertificate.Builder().certificateAuthority(0).build();
    }

    private static HeldCertificate issued(HeldCertificate by, String name) {
        return new HeldCertificate.Builder()
                .commonName(name)
                .addSubjectAlternativeName("127.0.0.1")
                .signedBy(by)
                .build();
    }

    @BeforeEach
    void write() throws IOException {
        health.check();
        chain = folder.resolve("tls.crt");
        key = folder.resolve("tls.key");
        authorities = Files.writeString(folder.resolve("ca.crt"), AUTHORITY.certificatePem());
        write(FIRST);
    }

    @AfterEach
    void close() {
        health.close();
    }

    private void write(HeldCertificate certificate) throws IOException {
        Files.writeString(chain, certificate.certificatePem() + AUTHORITY.certificatePem());
        Files.writeString(key, certificate.privateKeyPkcs8Pem());
    }

    private HealthServer started(ServerTls tls) {
        return HealthServer.builder(health)
                .port(0)
                .tls(tls)
                .details(Access.clientCertificate("ops"))
                .start();
    }

    private ServerTls tls() {
        return ServerTls.of(chain, key);
    }

    private static SSLContext trusting(HeldCertificate... own) {
        HandshakeCertificates.Builder builder =
                new HandshakeCertificates.Builder().addTrustedCertificate(AUTHORITY.certificate());
        Arrays.stream(own).forEach(builder::heldCertificate);
        return builder.build().sslContext();
    }

    private static HttpResponse<String> get(HealthServer server, SSLContext context) throws Exception {
        HttpClient client = HttpClient.newBuilder().sslContext(context).build();
        return client.send(
                HttpRequest.newBuilder(server.uri().resolve("/health"))
                        .timeout(Duration.ofSeconds(20))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Whose certificate the server shows, to a caller that has never been there. */
    private static String shown(HealthServer server) throws Exception {
        HttpResponse<String> response = get(server, trusting());
        X509Certificate certificate =
                (X509Certificate) response.sslSession().orElseThrow().getPeerCertificates()[0];
        return certificate.getSubjectX500Principal().getName();
    }

    @Nested
    class ACertificate {
        @Test
        void isShownToCallersWhoAreToldHttps() throws Exception {
            try (HealthServer server = started(tls())) {
                assertThat(server.uri()).hasScheme("https");
                HttpResponse<String> response = get(server, trusting());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.sslSession().orElseThrow().getProtocol()).isEqualTo("TLSv1.3");
                assertThat(response.sslSession().orElseThrow().getPeerCertificates())
                        .hasSize(2);
            }
        }

        @Test
        void isThatOfTheFilesWhenTheyHaveChanged() throws Exception {
            try (HealthServer server = started(tls())) {
                assertThat(shown(server)).isEqualTo("CN=first");
                write(SECOND);
                await().untilAsserted(() -> assertThat(shown(server)).isEqualTo("CN=second"));
            }
        }

        @Test
        void isThatOfBeforeWhileTheFilesDoNotBelongTogetherWhichIsLoggedOnce() throws Exception {
            ListAppender<ILoggingEvent> events = new ListAppender<>();
            Logger logger = (Logger) LoggerFactory.getLogger(HealthServer.class);
            events.start();
            logger.addAppender(events);
            logger.setAdditive(false);
            try (HealthServer server = started(tls())) {
                Files.writeString(chain, SECOND.certificatePem());
                await().until(() -> shown(server).equals("CN=first") && !events.list.isEmpty());
                int seen = events.list.size();
                Files.writeString(chain, "s3cret nonsense");
                await().pollDelay(1100, TimeUnit.MILLISECONDS)
                        .until(() -> shown(server).equals("CN=first"));
                assertThat(events.list).hasSize(seen);
                write(SECOND);
                await().untilAsserted(() -> assertThat(shown(server)).isEqualTo("CN=second"));
            } finally {
                logger.detachAppender(events);
                logger.setAdditive(true);
            }
            assertThat(events.list.toString())
                    .contains("cannot use the new certificates")
                    .doesNotContain("s3cret", "PRIVATE KEY");
        }

        @Test
        void mayBeOfAContextOfOnesOwn() throws Exception {
            HandshakeCertificates own = new HandshakeCertificates.Builder()
                    .heldCertificate(FIRST)
                    .addTrustedCertificate(AUTHORITY.certificate())
                    .build();
            try (HealthServer server = started(ServerTls.of(own.sslContext()).wantClientCertificates())) {
                assertThat(shown(server)).isEqualTo("CN=first");
                assertThat(get(server, trusting(issued(AUTHORITY, "ops"))).body())
                        .contains("\"name\":\"it\"");
            }
        }
    }

    @Nested
    class AKey {
        private void isRead(HeldCertificate certificate, String pem) throws Exception {
            Files.writeString(chain, certificate.certificatePem());
            Files.writeString(key, pem);
            try (HealthServer server = started(tls())) {
                assertThat(shown(server))
                        .isEqualTo("CN="
                                + certificate
                                        .certificate()
                                        .getSubjectX500Principal()
                                        .getName()
                                        .substring("CN=".length()));
            }
        }

        @Test
        void isReadInEachFormThatToolsWrite() throws Exception {
            HeldCertificate rsa = new HeldCertificate.Builder()
                    .rsa2048()
                    .commonName("rsa")
                    .addSubjectAlternativeName("127.0.0.1")
                    .signedBy(AUTHORITY)
                    .build();
            isRead(rsa, rsa.privateKeyPkcs8Pem());
            isRead(rsa, rsa.privateKeyPkcs1Pem());
            isRead(FIRST, FIRST.privateKeyPkcs8Pem());
            isRead(FIRST, sec1(FIRST.keyPair().getPrivate()));
        }

        /** What is inside PKCS #8: after version, algorithm and the header of what holds it. */
        private static String sec1(PrivateKey key) {
            byte[] pkcs8 = key.getEncoded();
            int algorithm = 2 + 3;
            int octets = algorithm + 2 + pkcs8[algorithm + 1];
            byte[] bare = Arrays.copyOfRange(pkcs8, octets + 2, pkcs8.length);
            return "-----BEGIN EC PRIVATE KEY-----\n" + Base64.getMimeEncoder().encodeToString(bare)
                    + "\n-----END EC PRIVATE KEY-----\n";
        }

        @Test
        void thatIsNoneOrOfAnotherCertificateIsToldAtTheStart() throws Exception {
            for (String wrong : new String[] {"", "s3cret", SECOND.privateKeyPkcs8Pem()}) {
                Files.writeString(key, wrong);
                assertThatIllegalArgumentException()
                        .isThrownBy(() -> started(tls()))
                        .withMessageStartingWith(
                                "files: [" + chain + ", " + key + "] (expected: certificates and keys in PEM): ")
                        .withMessageNotContaining("s3cret");
            }
            Files.delete(key);
            assertThatIllegalArgumentException().isThrownBy(() -> started(tls()));
        }
    }

    @Nested
    class ACallersCertificate {
        @Test
        void showsDetailsToItsNameAndTheStatusToThoseWithout() throws Exception {
            try (HealthServer server = started(tls().clientAuthorities(authorities))) {
                assertThat(get(server, trusting(issued(AUTHORITY, "ops"))).body())
                        .contains("\"name\":\"it\"");
                assertThat(get(server, trusting(issued(AUTHORITY, "dev"))).body())
                        .contains("\"status\":\"UP\"")
                        .doesNotContain("\"name\"");
                assertThat(get(server, trusting()).body()).doesNotContain("\"name\"");
            }
        }

        @Test
        void ofAnotherAuthorityLetsNobodyIn() throws Exception {
            try (HealthServer server =
                    started(tls().clientAuthorities(authorities).requireClientCertificates())) {
                assertThatExceptionOfType(IOException.class)
                        .isThrownBy(() -> get(server, trusting(issued(OTHERS, "ops"))));
                assertThatExceptionOfType(IOException.class).isThrownBy(() -> get(server, trusting()));
                assertThat(get(server, trusting(issued(AUTHORITY, "ops"))).statusCode())
                        .isEqualTo(200);
            }
        }

        @Test
        void mayBeOfANewAuthorityWhenTheFileHasChanged() throws Exception {
            try (HealthServer server =
                    started(tls().clientAuthorities(authorities).requireClientCertificates())) {
                assertThat(get(server, trusting(issued(AUTHORITY, "ops"))).statusCode())
                        .isEqualTo(200);
                Files.writeString(authorities, AUTHORITY.certificatePem() + OTHERS.certificatePem());
                await().ignoreExceptionsInstanceOf(IOException.class)
                        .until(() ->
                                get(server, trusting(issued(OTHERS, "ops"))).statusCode() == 200);
            }
        }

        @Test
        void isAskedForOnlyWhereItIsSaidWhomToTrust() {
            assertThatIllegalArgumentException().isThrownBy(() -> started(tls().requireClientCertificates()));
            assertThatIllegalStateException()
                    .isThrownBy(() -> ServerTls.of(trusting()).clientAuthorities(authorities));
        }
    }

    @Nested
    class WhoeverSpeaksOtherwise {
        @Test
        void plainlyToATlsPortGetsNoAnswerAndOthersDo() throws Exception {
            try (HealthServer server = started(tls())) {
                URI plain = URI.create("http://127.0.0.1:" + server.port() + "/livez");
                for (int i = 0; i < 3; i++) {
                    assertThat(probedOr(-1, plain)).isEqualTo(-1);
                }
                assertThat(get(server, trusting()).statusCode()).isEqualTo(200);
            }
        }

        private static int probedOr(int otherwise, URI uri) {
            try {
                return Http.probe(uri, Duration.ofSeconds(20));
            } catch (IOException | IndexOutOfBoundsException | NumberFormatException refused) {
                return otherwise;
            }
        }

        @Test
        void tlsToAPlainPortIsToldSoAndOthersAreAnswered() throws Exception {
            try (HealthServer server = HealthServer.start(0, health)) {
                assertThatExceptionOfType(SSLException.class).isThrownBy(() -> {
                    try (SSLSocket socket =
                            (SSLSocket) trusting().getSocketFactory().createSocket("127.0.0.1", server.port())) {
                        socket.setSoTimeout(20_000);
                        socket.startHandshake();
                    }
                });
                assertThat(Http.get(server, "/livez").statusCode()).isEqualTo(200);
            }
        }

        @Test
        void whoLeavesBeforeALateAnswerIsForgotten() throws Exception {
            try (HealthServer server = started(tls())) {
                int before = JdkConnections.count();
                List<Socket> clients = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    clients.add(poll(server));
                }
                await().until(() -> JdkConnections.count() >= clients.size());
                for (Socket client : clients) {
                    client.close();
                }
                health.add("news", context -> HealthResult.down("gone"));
                health.check();
                await().until(() -> JdkConnections.count() <= before);
            }
        }

        /** A connection, not yet closed, whose client waits for news; it ends without the goodbye of TLS. */
        private Socket poll(HealthServer server) throws Exception {
            String tag = get(server, trusting()).headers().firstValue("ETag").orElseThrow();
            Socket client = new Socket("127.0.0.1", server.port());
            client.setSoLinger(true, 0);
            trusting()
                    .getSocketFactory()
                    .createSocket(client, "127.0.0.1", server.port(), false)
                    .getOutputStream()
                    .write(("GET /health HTTP/1.1\r\nHost: x\r\nIf-None-Match: " + tag + "\r\nPrefer: wait=60\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return client;
        }

        @Test
        void whoNeverEndsTheHandshakeHoldsUpNobody() throws Exception {
            List<Socket> connections = new ArrayList<>();
            try (HealthServer server = started(tls())) {
                for (int i = 0; i < 300; i++) {
                    Socket connection = new Socket("127.0.0.1", server.port());
                    connections.add(connection);
                    connection.getOutputStream().write(BEGINNING_OF_A_HANDSHAKE);
                }
                assertThat(get(server, trusting()).statusCode()).isEqualTo(200);
            } finally {
                for (Socket connection : connections) {
                    connection.close();
                }
            }
        }
    }
}
