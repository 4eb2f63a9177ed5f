package io.github.vitals.health.server;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** A server's own certificate, as it is at each handshake: chain and key of one handshake are of one time. */
final class ReloadedKeys extends X509ExtendedKeyManager {
    /** How many of before a handshake may still be about to ask for. */
    private static final int KEPT = 4;

    private final Reloaded<PemIdentity> current;
    private final Map<String, PemIdentity> byAlias = new ConcurrentHashMap<>();
    private final AtomicLong last = new AtomicLong();

    ReloadedKeys(Reloaded<PemIdentity> current) {
        this.current = current;
    }

    @Override
    public @Nullable String chooseEngineServerAlias(
            String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
        PemIdentity identity = current.get();
        return keyType.equals(identity.key().getAlgorithm()) || isEdwards(keyType, identity) ? alias(identity) : null;
    }

    private static boolean isEdwards(String keyType, PemIdentity identity) {
        return keyType.startsWith("Ed") && identity.key().getAlgorithm().startsWith("Ed");
    }

    private synchronized String alias(PemIdentity identity) {
        String known = Long.toString(last.get());
        if (identity.equals(byAlias.get(known))) {
            return known;
        }
        long number = last.incrementAndGet();
        byAlias.put(Long.toString(number), identity);
        byAlias.remove(Long.toString(number - KEPT));
        return Long.toString(number);
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return chooseEngineServerAlias(keyType, issuers, null);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        PemIdentity identity = byAlias.get(alias);
        return identity == null ? null : identity.chain().toArray(new X509Certificate[0]);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        PemIdentity identity = byAlias.get(alias);
        return identity == null ? null : identity.key();
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        String alias = chooseEngineServerAlias(keyType, issuers, null);
        return alias == null ? null : new String[] {alias};
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }

    @Override
    public String toString() {
        return "ReloadedKeys" + Arrays.toString(byAlias.keySet().toArray());
    }
}
