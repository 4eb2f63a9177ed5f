package io.github.vitals.health.http;

import java.security.KeyStore;
import java.security.cert.Certificate;
import javax.net.ssl.SSLSocketFactory;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;

/** Certificates made for a test, and the stores that hold them. */
public final class Certificates {
    static final char[] PASSWORD = "changeit".toCharArray();

    private Certificates() {}

    public static HeldCertificate authority() {
        return new HeldCertificate.Builder()
                .commonName("test authority")
                .certificateAuthority(0)
                .build();
    }

    public static HeldCertificate.Builder signedBy(HeldCertificate authority, String... names) {
        HeldCertificate.Builder builder = new HeldCertificate.Builder().signedBy(authority);
        for (String name : names) {
            builder.addSubjectAlternativeName(name);
        }
        return builder;
    }

    public static SSLSocketFactory serving(HeldCertificate certificate, HeldCertificate authority) {
        return new HandshakeCertificates.Builder()
                .heldCertificate(certificate)
                .addTrustedCertificate(authority.certificate())
                .build()
                .sslSocketFactory();
    }

    static KeyStore trusting(HeldCertificate certificate) throws Exception {
        KeyStore store = empty();
        store.setCertificateEntry("trusted", certificate.certificate());
        return store;
    }

    static KeyStore holding(HeldCertificate certificate, HeldCertificate authority) throws Exception {
        KeyStore store = empty();
        Certificate[] chain = {certificate.certificate(), authority.certificate()};
        store.setKeyEntry("own", certificate.keyPair().getPrivate(), PASSWORD, chain);
        return store;
    }

    private static KeyStore empty() throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }
}
