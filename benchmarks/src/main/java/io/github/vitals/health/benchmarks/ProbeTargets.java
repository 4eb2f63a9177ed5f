package io.github.vitals.health.benchmarks;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.KeyStore;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Local targets that take their time in one phase each. */
final class ProbeTargets implements AutoCloseable {
    private static final int THINKING_MILLIS = 200;
    private static final byte[] HALF = new byte[1000];

    private final HeldCertificate authority = new HeldCertificate.Builder()
            .commonName("benchmark")
            .certificateAuthority(0)
            .build();
    private final ExecutorService threads = Executors.newFixedThreadPool(4, task -> {
        Thread thread = new Thread(task, "probe-target");
        thread.setDaemon(true);
        return thread;
    });
    private final HttpServer plain;
    private final HttpsServer elliptic;
    private final HttpsServer rsa;

    private ProbeTargets() throws IOException {
        plain = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        elliptic = secure(new HeldCertificate.Builder().ecdsa256());
        rsa = secure(new HeldCertificate.Builder().rsa2048());
        for (HttpServer server : List.of(plain, elliptic, rsa)) {
            server.setExecutor(threads);
            server.createContext("/", exchange -> answer(exchange, 0, 0));
            server.createContext("/processing", exchange -> answer(exchange, THINKING_MILLIS, 0));
            server.createContext("/transfer", exchange -> answer(exchange, 0, THINKING_MILLIS));
            server.start();
        }
    }

    private HttpsServer secure(HeldCertificate.Builder own) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        HeldCertificate certificate =
                own.signedBy(authority).addSubjectAlternativeName("127.0.0.1").build();
        server.setHttpsConfigurator(new HttpsConfigurator(new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .build()
                .sslContext()));
        return server;
    }

    static ProbeTargets start() throws IOException {
        return new ProbeTargets();
    }

    /**
     * What is asked.
     *
     * @param name in the figures
     * @param uri where it is
     * @param quick whether it answers at once
     * @param judged whether the phases have to agree
     */
    record Target(String name, URI uri, boolean quick, boolean judged) {}

    List<Target> all() {
        return List.of(
                new Target("plain", uri("http", plain, "/"), true, true),
                new Target("slow-headers", uri("http", plain, "/processing"), false, true),
                new Target("slow-body", uri("http", plain, "/transfer"), false, true),
                new Target("tls-rsa", uri("https", rsa, "/"), true, true),
                // Not judged: the JDK's arithmetic on elliptic curves is slower than Go's, which both measure rightly.
                new Target("tls-ec", uri("https", elliptic, "/"), true, false));
    }

    private static URI uri(String scheme, HttpServer server, String path) {
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    /** The certificate that the target's is signed by, as PEM. */
    String authority() {
        return authority.certificatePem();
    }

    KeyStore trusted() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        store.setCertificateEntry("authority", authority.certificate());
        return store;
    }

    private static void answer(HttpExchange exchange, int beforeHeaders, int inBody) throws IOException {
        try {
            Thread.sleep(beforeHeaders);
            exchange.sendResponseHeaders(200, 0);
            try (OutputStream body = exchange.getResponseBody()) {
                body.write(HALF);
                body.flush();
                Thread.sleep(inBody);
                body.write(HALF);
            }
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        plain.stop(0);
        elliptic.stop(0);
        rsa.stop(0);
        threads.shutdownNow();
    }
}
