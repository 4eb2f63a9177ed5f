package io.github.vitals.health.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.SslOptions;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsIT {
    private static final String STORE_PASSWORD = "changeit";

    @TempDir
    Path folder;

    private Path store;

    /** Makes a certificate signed by itself, and the files that Redis wants of it. */
    private void certificate(String names) throws Exception {
        store = folder.resolve("server.p12");
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        Process process = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "server",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=server",
                        "-ext",
                        "san=" + names,
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        STORE_PASSWORD)
                .inheritIO()
                .start();
        assertThat(process.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance(store.toFile(), STORE_PASSWORD.toCharArray());
        pem(
                "key.pem",
                "PRIVATE KEY",
                keys.getKey("server", STORE_PASSWORD.toCharArray()).getEncoded());
        pem("cert.pem", "CERTIFICATE", keys.getCertificate("server").getEncoded());
    }

    private void pem(String file, String kind, byte[] content) throws Exception {
        String text = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        Files.writeString(
                folder.resolve(file), "-----BEGIN " + kind + "-----\n" + text + "\n-----END " + kind + "-----\n");
    }

    private HealthResult run(boolean trusting) throws Exception {
        int port = freePort();
        String certificate = folder.resolve("cert.pem").toString();
        try (RedisServer server = RedisServer.embedded(
                "--tls-port",
                Integer.toString(port),
                "--tls-cert-file",
                certificate,
                "--tls-key-file",
                folder.resolve("key.pem").toString(),
                "--tls-ca-cert-file",
                certificate,
                "--tls-auth-clients",
                "no")) {
            assertThat(server.port()).isNotEqualTo(port);
            return run(RedisClient.create("rediss://127.0.0.1:" + port), trusting);
        }
    }

    private HealthResult run(RedisClient client, boolean trusting) throws Exception {
        try {
            if (trusting) {
                SslOptions trust = SslOptions.builder()
                        .truststore(store.toFile(), STORE_PASSWORD)
                        .build();
                client.setOptions(ClientOptions.builder().sslOptions(trust).build());
            }
            return RedisHealthCheck.of(client).check(CheckContext.of("cache", Duration.ofSeconds(10)));
        } finally {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(2));
        }
    }

    private static int freePort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aTrustedCertificateForTheHostIsUp() throws Exception {
        certificate("ip:127.0.0.1");
        HealthResult result = run(true);
        assertThat(result.status()).as(result.toString()).isEqualTo(HealthStatus.UP);
    }

    @Test
    void aCertificateOfAnUnknownSignerIsUntrusted() throws Exception {
        certificate("ip:127.0.0.1");
        HealthResult result = run(false);
        assertThat(result.reason()).as(result.toString()).contains(FailureReason.TLS_UNTRUSTED);
    }

    @Test
    void aCertificateForAnotherHostIsNotAccepted() throws Exception {
        certificate("dns:other.example");
        HealthResult result = run(true);
        assertThat(result.reason()).as(result.toString()).contains(FailureReason.TLS_HOSTNAME);
    }
}
