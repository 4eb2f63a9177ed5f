package io.github.vitals.health.http;

import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedKeyManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Whom a check trusts and what it shows of itself. Thread-safe. */
final class TlsSettings {
    private final @Nullable KeyStore trusted;
    private final @Nullable X509ExtendedKeyManager own;
    private @Nullable X509ExtendedTrustManager judge;

    TlsSettings(@Nullable KeyStore trusted, @Nullable X509ExtendedKeyManager own) {
        this.trusted = trusted;
        this.own = own;
    }

    static X509ExtendedKeyManager keys(KeyStore own, char[] password) throws GeneralSecurityException {
        KeyManagerFactory factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        factory.init(own, password);
        return only(X509ExtendedKeyManager.class, (Object[]) factory.getKeyManagers());
    }

    private static <T> T only(Class<T> type, Object... managers) throws GeneralSecurityException {
        return Stream.of(managers)
                .filter(type::isInstance)
                .map(type::cast)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("no " + type.getSimpleName()));
    }

    TlsRecorder recorder() throws GeneralSecurityException {
        return new TlsRecorder(judge());
    }

    /** Made when it is first needed: reading the JDK's trust store takes longer than most checks do. */
    private synchronized X509ExtendedTrustManager judge() throws GeneralSecurityException {
        X509ExtendedTrustManager made = judge;
        if (made == null) {
            TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            factory.init(trusted);
            made = only(X509ExtendedTrustManager.class, (Object[]) factory.getTrustManagers());
            judge = made;
        }
        return made;
    }

    /** A context of its own for each connection: no session is resumed, so that every run sees the certificates. */
    SSLSocketFactory sockets(TlsRecorder recorder, boolean atHome) throws GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLS");
        KeyManager[] keys = {new ClientKeys(atHome ? own : null, recorder)};
        context.init(keys, new TrustManager[] {recorder}, null);
        return context.getSocketFactory();
    }
}
