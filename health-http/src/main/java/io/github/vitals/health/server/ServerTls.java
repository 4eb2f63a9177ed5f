package io.github.vitals.health.server;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * How a {@link HealthServer} speaks TLS, 1.2 or 1.3: with which certificate, and whether callers are to have one too.
 *
 * <pre>{@code
 * ServerTls tls = ServerTls.of(Path.of("/tls/tls.crt"), Path.of("/tls/tls.key"))
 *         .clientAuthorities(Path.of("/tls/ca.crt"));
 * HealthServer.builder(health).tls(tls).details(Access.clientCertificate("ops"));
 * }</pre>
 *
 * <p>Files are read again when they have changed, within a second, for connections that are made from then on; while they
 * cannot be used, or do not belong together, what they said before is used, and that is logged once. Immutable.
 */
public final class ServerTls {
    /** Who has been let in is asked again after this time, in seconds: what its issuer is trusted for may have changed. */
    private static final int SESSION = 600;

    private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

    private final @Nullable SSLContext given;
    private final List<Path> identity;
    private final @Nullable Path authorities;
    private final boolean wanted;
    private final boolean required;

    private ServerTls(
            @Nullable SSLContext given,
            List<Path> identity,
            @Nullable Path authorities,
            boolean wanted,
            boolean required) {
        this.given = given;
        this.identity = identity;
        this.authorities = authorities;
        this.wanted = wanted;
        this.required = required;
    }

    /**
     * TLS with a certificate and a key in PEM, as Kubernetes' secrets of the type {@code tls} hold them.
     *
     * @param chain the server's certificate, and those between it and an authority
     * @param key its private key, not encrypted: PKCS #8, PKCS #1 or SEC 1
     * @return TLS that asks callers for no certificate
     */
    public static ServerTls of(Path chain, Path key) {
        Objects.requireNonNull(chain, "chain: null (expected: a file of certificates)");
        Objects.requireNonNull(key, "key: null (expected: a file with a private key)");
        return new ServerTls(null, List.of(chain, key), null, false, false);
    }

    /**
     * TLS with a context of your own, which has a certificate, and trusts whom it trusts.
     *
     * @param context the context
     * @return TLS that asks callers for no certificate
     */
    public static ServerTls of(SSLContext context) {
        Objects.requireNonNull(context, "context: null (expected: a context)");
        return new ServerTls(context, List.of(), null, false, false);
    }

    /**
     * A copy that asks callers for a certificate, and lets in those who have none: to see what everybody may see.
     *
     * @param file the authorities that may have issued it, in PEM
     * @return new TLS
     * @throws IllegalStateException if it has a context of your own, which says for itself whom it trusts
     */
    public ServerTls clientAuthorities(Path file) {
        Objects.requireNonNull(file, "file: null (expected: a file of certificates)");
        if (given != null) {
            throw new IllegalStateException("clientAuthorities: " + file + " (expected: none with an SSLContext)");
        }
        return new ServerTls(null, identity, file, true, required);
    }

    /**
     * A copy that asks callers for a certificate, and lets in those who have none; for a context of your own.
     *
     * @return new TLS
     */
    public ServerTls wantClientCertificates() {
        return new ServerTls(given, identity, authorities, true, required);
    }

    /**
     * A copy that lets in nobody without a valid certificate, probes and scrapers neither.
     *
     * @return new TLS
     */
    public ServerTls requireClientCertificates() {
        return new ServerTls(given, identity, authorities, true, true);
    }

    /** Servers that speak it, whose certificates are those of the files there are. */
    Port.Kind servers() {
        SSLContext context = context(System::nanoTime);
        return () -> {
            HttpsServer server = HttpsServer.create();
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters connection) {
                    connection.setSSLParameters(parameters(context));
                }
            });
            return server;
        };
    }

    private SSLContext context(LongSupplier nanoTime) {
        if (given != null) {
            return given;
        }
        if (wanted && authorities == null) {
            throw new IllegalArgumentException("clientAuthorities: none (expected: a file, to know a caller by)");
        }
        Reloaded<PemIdentity> identities =
                Reloaded.of(identity, texts -> PemIdentity.of(texts.get(0), texts.get(1)), nanoTime);
        TrustManager[] trusted = authorities == null
                ? new TrustManager[0]
                : new TrustManager[] {
                    new ReloadedTrust(Reloaded.of(List.of(authorities), texts -> trusting(texts.get(0)), nanoTime))
                };
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(new KeyManager[] {new ReloadedKeys(identities)}, trusted, null);
            context.getServerSessionContext().setSessionTimeout(SESSION);
            return context;
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has TLS", impossible);
        }
    }

    private static X509ExtendedTrustManager trusting(String pem) throws GeneralSecurityException {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (X509Certificate authority : PemIdentity.certificates(pem)) {
                store.setCertificateEntry(Integer.toString(store.size()), authority);
            }
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(store);
            return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
        } catch (IOException impossible) {
            throw new AssertionError("an empty store is read from nowhere", impossible);
        }
    }

    private SSLParameters parameters(SSLContext context) {
        SSLParameters parameters = context.getDefaultSSLParameters();
        parameters.setProtocols(PROTOCOLS.clone());
        if (required) {
            parameters.setNeedClientAuth(true);
        } else if (wanted) {
            parameters.setWantClientAuth(true);
        }
        return parameters;
    }
}
