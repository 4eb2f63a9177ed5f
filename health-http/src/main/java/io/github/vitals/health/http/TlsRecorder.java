package io.github.vitals.health.http;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Remembers what was shown before it is judged, so that a refused certificate is known as well. Thread-safe. */
final class TlsRecorder extends X509ExtendedTrustManager {
    private final X509ExtendedTrustManager judge;
    private volatile @Nullable TlsFacts facts;
    private volatile boolean clientCertificateMissing;

    TlsRecorder(X509ExtendedTrustManager judge) {
        this.judge = judge;
    }

    void noClientCertificate() {
        clientCertificateMissing = true;
    }

    /** Whether the target asked for a client certificate and got none, which it may say only by hanging up. */
    boolean clientCertificateMissing() {
        return clientCertificateMissing;
    }

    Optional<TlsFacts> facts() {
        return Optional.ofNullable(facts);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        if (socket instanceof SSLSocket tls) {
            SSLSession session = tls.getHandshakeSession();
            facts = new TlsFacts(List.of(chain), session.getProtocol(), session.getCipherSuite());
        }
        judge.checkServerTrusted(chain, authType, socket);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkServerTrusted(chain, authType, engine);
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkServerTrusted(chain, authType);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        judge.checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        judge.checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return judge.getAcceptedIssuers();
    }
}
