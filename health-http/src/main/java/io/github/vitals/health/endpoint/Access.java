package io.github.vitals.health.endpoint;

import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/**
 * Ready-made answers to who may do something, for {@link HealthEndpointBuilder#details details},
 * {@link HealthEndpointBuilder#metricsFor metricsFor} and {@link HealthEndpointBuilder#admin admin}. They are predicates,
 * to be combined with {@code and} and {@code or}:
 *
 * <pre>{@code
 * HealthEndpoint.builder(health)
 *         .details(Access.loopback().or(Access.tokenFile(Path.of("/run/secrets/health-token"))))
 *         .metricsFor(Access.network("10.0.0.0/8"));
 * }</pre>
 */
public final class Access {
    /** Kinds of alternative names in a certificate (RFC 5280, section 4.2.1.6). */
    private static final int DNS_NAME = 2;

    private static final int URI_NAME = 6;

    private Access() {}

    /**
     * Callers on this machine.
     *
     * @return a predicate, see {@link SourceNetwork} for what it refuses besides
     */
    public static SourceNetwork loopback() {
        return SourceNetwork.of(List.of("127.0.0.0/8", "::1"));
    }

    /**
     * Callers whose address is in one of some networks.
     *
     * @param blocks addresses with a number of leading bits, for example {@code 10.0.0.0/8} or {@code fd00::/8}; without
     *     a number the very address
     * @return a predicate, see {@link SourceNetwork} for what it refuses besides
     * @throws IllegalArgumentException if there are none, or one is not such
     */
    public static SourceNetwork network(String... blocks) {
        return SourceNetwork.of(Arrays.asList(blocks));
    }

    /**
     * Callers who send one of some tokens, as {@code Authorization: Bearer …}. How long the comparison takes tells
     * nothing of the tokens.
     *
     * @param tokens each of at least 16 visible ASCII characters
     * @return a predicate
     * @throws IllegalArgumentException if there are none, or one is not such; the value is not in the message
     */
    public static Predicate<HealthRequest> token(String... tokens) {
        Tokens accepted = Tokens.of(Arrays.asList(tokens));
        return request -> Tokens.sentBy(request).map(accepted::contain).orElse(false);
    }

    /**
     * Callers who send one of the tokens in a file, as {@link #token} has it. The file is read again when it has changed,
     * within a second; while it cannot be used, the tokens of before are accepted, and that is logged once.
     *
     * @param file one token on each line; empty lines and those that begin with {@code #} are passed over
     * @return a predicate
     * @throws IllegalArgumentException if the file cannot be read, or holds no token or one that is none
     */
    public static Predicate<HealthRequest> tokenFile(Path file) {
        return new TokenFile(Objects.requireNonNull(file, "file: null (expected: a file of tokens)"), System::nanoTime);
    }

    /**
     * Callers with a certificate that the server has found to be valid, issued to one of some names.
     *
     * @param names what the certificate is for: a DNS name or URI among its alternative names, or its common name; none
     *     for whoever has a valid certificate
     * @return a predicate
     */
    public static Predicate<HealthRequest> clientCertificate(String... names) {
        Set<String> expected = Set.of(names);
        return request -> request.clientCertificate()
                .filter(certificate ->
                        expected.isEmpty() || names(certificate).stream().anyMatch(expected::contains))
                .isPresent();
    }

    private static Set<String> names(X509Certificate certificate) {
        Set<String> names = new HashSet<>();
        try {
            new LdapName(certificate.getSubjectX500Principal().getName())
                    .getRdns().stream()
                            .filter(part -> part.getType().equalsIgnoreCase("CN"))
                            .forEach(part -> names.add(String.valueOf(part.getValue())));
            Collection<List<?>> alternatives = certificate.getSubjectAlternativeNames();
            if (alternatives != null) {
                for (List<?> alternative : alternatives) {
                    Object kind = alternative.get(0);
                    if (kind.equals(DNS_NAME) || kind.equals(URI_NAME)) {
                        names.add(String.valueOf(alternative.get(1)));
                    }
                }
            }
        } catch (InvalidNameException | CertificateParsingException unreadable) {
            return Set.of();
        }
        return names;
    }
}
