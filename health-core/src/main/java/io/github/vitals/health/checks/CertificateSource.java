package io.github.vitals.health.checks;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import java.util.function.Supplier;

/** Where the certificates are that {@link CertificateExpiryCheck} looks at. */
@FunctionalInterface
interface CertificateSource {
    List<Validity> read() throws IOException, GeneralSecurityException;

    static CertificateSource of(Supplier<KeyStore> keyStore) {
        return () -> Validity.all(Arguments.requireNonNull("keyStore", keyStore.get(), "a loaded key store"));
    }
}
