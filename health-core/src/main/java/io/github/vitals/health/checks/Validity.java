package io.github.vitals.health.checks;

import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** From when until when one certificate of a key store is valid. {@code name} is its alias, and its place in a chain. */
record Validity(String alias, String name, Instant notBefore, Instant notAfter) {
    /** Every certificate in a key store; of a key entry, the whole chain. */
    static List<Validity> all(KeyStore store) throws KeyStoreException {
        List<Validity> all = new ArrayList<>();
        for (String alias : Collections.list(store.aliases())) {
            Certificate[] chain = store.getCertificateChain(alias);
            Certificate single = store.getCertificate(alias);
            if (chain != null) {
                for (int place = 0; place < chain.length; place++) {
                    add(alias, place == 0 ? alias : alias + "[" + place + "]", chain[place], all);
                }
            } else if (single != null) {
                add(alias, alias, single, all);
            }
        }
        return List.copyOf(all);
    }

    private static void add(String alias, String name, Certificate certificate, List<Validity> all) {
        if (certificate instanceof X509Certificate dated) {
            all.add(new Validity(
                    alias,
                    name,
                    dated.getNotBefore().toInstant(),
                    dated.getNotAfter().toInstant()));
        }
    }
}
