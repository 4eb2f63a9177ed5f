package io.github.vitals.health.http;

import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import okhttp3.ConnectionPool;
import okhttp3.ConnectionSpec;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;
import org.jspecify.annotations.Nullable;

/**
 * Makes for each request a client that does what the run has decided and nothing by itself: no redirect, no second try,
 * no connection kept. Thread-safe.
 */
final class Transport {
    private static final Duration SHORTEST = Duration.ofMillis(1);
    /** Whatever the JDK allows: which versions and ciphers are fit to be spoken is for the JDK's settings to say. */
    private static final ConnectionSpec TLS = new ConnectionSpec.Builder(ConnectionSpec.MODERN_TLS)
            .allEnabledTlsVersions()
            .allEnabledCipherSuites()
            .build();

    private final OkHttpClient base;
    private final TlsSettings tls;

    Transport(TlsSettings tls, @Nullable ProxyAccess proxy, boolean http2) {
        this.tls = tls;
        OkHttpClient.Builder builder = new OkHttpClient.Builder()
                .connectionPool(new ConnectionPool(0, 1, TimeUnit.MINUTES))
                .connectionSpecs(List.of(ConnectionSpec.CLEARTEXT))
                .protocols(http2 ? List.of(Protocol.HTTP_2, Protocol.HTTP_1_1) : List.of(Protocol.HTTP_1_1))
                .socketFactory(new InterruptibleSockets())
                .followRedirects(false)
                .followSslRedirects(false)
                .retryOnConnectionFailure(false)
                .connectTimeout(Duration.ZERO)
                .readTimeout(Duration.ZERO)
                .writeTimeout(Duration.ZERO);
        if (proxy != null) {
            builder.proxyAuthenticator(proxy);
        }
        this.base = builder.build();
    }

    TlsRecorder recorder() throws GeneralSecurityException {
        return tls.recorder();
    }

    OkHttpClient client(Way way, Phases phases, Duration timeout) {
        return clientBuilder(way, phases, timeout).build();
    }

    OkHttpClient client(Way way, Phases phases, Duration timeout, SecureWay secure) throws GeneralSecurityException {
        return clientBuilder(way, phases, timeout)
                .connectionSpecs(List.of(TLS))
                .sslSocketFactory(tls.sockets(secure.recorder(), secure.atHome()), secure.recorder())
                .build();
    }

    private OkHttpClient.Builder clientBuilder(Way way, Phases phases, Duration timeout) {
        return base.newBuilder()
                .proxy(way.proxy())
                .dns(host -> way.addresses())
                // With one address to connect to there is nothing to race, and no other thread is needed.
                .fastFallback(way.addresses().size() > 1)
                .eventListener(phases)
                .callTimeout(timeout.compareTo(SHORTEST) < 0 ? SHORTEST : timeout);
    }

    /** What is remembered of the handshake, and whether the client certificate may be shown. */
    record SecureWay(TlsRecorder recorder, boolean atHome) {}
}
