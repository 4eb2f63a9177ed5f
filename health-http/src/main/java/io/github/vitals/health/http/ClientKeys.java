package io.github.vitals.health.http;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/** The client certificate, and a note when a target wants one and there is none for it. Thread-safe. */
final class ClientKeys extends X509ExtendedKeyManager {
    private final @Nullable X509ExtendedKeyManager own;
    private final TlsRecorder recorder;

    ClientKeys(@Nullable X509ExtendedKeyManager own, TlsRecorder recorder) {
        this.own = own;
        this.recorder = recorder;
    }

    @Override
    public @Nullable String chooseClientAlias(
            String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
        String chosen = own == null ? null : own.chooseClientAlias(keyTypes, issuers, socket);
        if (chosen == null) {
            recorder.noClientCertificate();
        }
        return chosen;
    }

    @Override
    public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
        return own == null ? null : own.getClientAliases(keyType, issuers);
    }

    @Override
    public X509Certificate @Nullable [] getCertificateChain(String alias) {
        return own == null ? null : own.getCertificateChain(alias);
    }

    @Override
    public @Nullable PrivateKey getPrivateKey(String alias) {
        return own == null ? null : own.getPrivateKey(alias);
    }

    @Override
    public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
        return null;
    }

    @Override
    public @Nullable String chooseServerAlias(String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
        return null;
    }
}
