package io.github.vitals.health.server;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A chain of certificates and the key of the first of them, from PEM (RFC 7468). */
record PemIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final Pattern KEY =
            Pattern.compile("-----BEGIN (RSA |EC |)PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END \\1PRIVATE KEY-----");

    /**
     * Reads both.
     *
     * @throws GeneralSecurityException if one cannot be read, or they do not belong together
     */
    static PemIdentity of(String chainPem, String keyPem) throws GeneralSecurityException {
        List<X509Certificate> chain = certificates(chainPem);
        PublicKey published = chain.get(0).getPublicKey();
        PrivateKey key = key(keyPem, published);
        if (!belongTogether(key, published)) {
            throw new GeneralSecurityException("the key is not that of the first certificate");
        }
        return new PemIdentity(chain, key);
    }

    /** At least one. */
    static List<X509Certificate> certificates(String pem) throws GeneralSecurityException {
        List<X509Certificate> certificates = CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException("no certificate (expected: one or more in PEM)");
        }
        return certificates;
    }

    private static PrivateKey key(String pem, PublicKey published) throws GeneralSecurityException {
        Matcher matcher = KEY.matcher(pem);
        if (!matcher.find()) {
            throw new GeneralSecurityException("no key (expected: a private key in PEM that is not encrypted)");
        }
        byte[] encoded = Base64.getMimeDecoder().decode(matcher.group(2));
        boolean bare = !matcher.group(1).isEmpty();
        byte[] pkcs8 = bare ? Der.privateKeyInfo(published.getEncoded(), encoded) : encoded;
        return KeyFactory.getInstance(published.getAlgorithm()).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static boolean belongTogether(PrivateKey key, PublicKey published) throws GeneralSecurityException {
        String name = switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
        byte[] text = {1, 2, 3};
        Signature signature = Signature.getInstance(name);
        signature.initSign(key);
        signature.update(text);
        byte[] signed = signature.sign();
        signature.initVerify(published);
        signature.update(text);
        return signature.verify(signed);
    }

    @Override
    public String toString() {
        return "PemIdentity[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
