package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Looks at the X.509 certificates in a key store and when they expire, by this machine's clock. Of a key entry the whole
 * chain counts.
 *
 * <p>A file may be PKCS12, JKS or any other type the JDK finds out by itself. Each run looks whether the file has
 * changed (time, size, or another file behind the same link) and only then reads it again. A rotated certificate is seen
 * by the next run; whether the application uses it is another question. The password is copied, kept as long as the
 * check is, and never shown.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#degradedWithin degradedWithin}</td><td>30 days before expiry</td></tr>
 *   <tr><td>{@link Builder#downWithin downWithin}</td><td>7 days before expiry</td></tr>
 *   <tr><td>{@link Builder#aliases aliases}</td><td>all there are</td></tr>
 *   <tr><td>policy</td><td>period 1 min; not critical, because a certificate that is still valid must not take the
 *     application out of service</td></tr>
 * </table>
 *
 * <table>
 *   <caption>Reasons</caption>
 *   <tr><th>reason</th><th>when</th></tr>
 *   <tr><td>tls_expired</td><td>a certificate expires soon; or DOWN: it has expired</td></tr>
 *   <tr><td>tls_not_yet_valid</td><td>DOWN: a certificate is not valid yet</td></tr>
 *   <tr><td>assertion</td><td>DOWN: the file does not exist, there is no certificate, or none under a wanted
 *     alias</td></tr>
 *   <tr><td>auth</td><td>DOWN: the password is wrong</td></tr>
 *   <tr><td>exception</td><td>DOWN: the key store could not be read</td></tr>
 * </table>
 *
 * <p>The message names alias and date of what is not well, a certificate of a chain as {@code alias[1]}. Details:
 * {@code certificates}, how many were looked at, and for the {@value #MOST_NAMED} that expire first
 * {@code certificate.1} and so on.
 *
 * <p>Thread-safe.
 */
public final class CertificateExpiryCheck implements HealthCheck {
    private static final int MOST_NAMED = 20;

    private final CertificateSource source;
    private final String shown;
    private final InstantSource clock;
    private final Set<String> aliases;
    private final Limits secondsLeft;

    private CertificateExpiryCheck(Builder builder) {
        this.source = builder.source;
        this.shown = builder.shown;
        this.clock = builder.clock;
        this.aliases = builder.aliases;
        if (builder.downWithin.compareTo(builder.degradedWithin) > 0) {
            throw Arguments.invalid(
                    "downWithin", builder.downWithin, "at most degradedWithin, " + builder.degradedWithin);
        }
        this.secondsLeft =
                new Limits((double) builder.degradedWithin.toSeconds(), (double) builder.downWithin.toSeconds());
    }

    /**
     * A check of every certificate in a key store file, with the default limits.
     *
     * @param file the key store; it need not exist yet
     * @param password the key store's password; copied
     * @return the check
     */
    public static CertificateExpiryCheck of(Path file, char[] password) {
        return builder(file, password).build();
    }

    /**
     * Starts to describe a check of a key store file.
     *
     * @param file the key store; it need not exist yet
     * @param password the key store's password; copied
     * @return a new builder
     */
    public static Builder builder(Path file, char[] password) {
        Arguments.requireNonNull("file", file, "a key store file");
        Arguments.requireNonNull("password", password, "the key store's password");
        return new Builder(new KeyStoreFile(file, password), file.toString());
    }

    /**
     * Starts to describe a check of a key store that the application has.
     *
     * @param keyStore asked at each run for the key store, loaded
     * @return a new builder
     */
    public static Builder builder(Supplier<KeyStore> keyStore) {
        Arguments.requireNonNull("keyStore", keyStore, "a supplier of a key store");
        return new Builder(CertificateSource.of(keyStore), "the key store");
    }

    @Override
    public HealthResult check(CheckContext context) {
        try {
            return judge(source.read());
        } catch (NoSuchFileException missing) {
            return HealthResult.down(shown + " does not exist");
        } catch (IOException | GeneralSecurityException unreadable) {
            boolean wrongPassword = unreadable.getCause() instanceof UnrecoverableKeyException;
            return HealthResult.down(
                            wrongPassword ? FailureReason.AUTH : FailureReason.EXCEPTION,
                            shown + " could not be read: " + unreadable.getMessage())
                    .causedBy(unreadable);
        }
    }

    private HealthResult judge(List<Validity> all) {
        List<Validity> wanted = all.stream()
                .filter(certificate -> aliases.isEmpty() || aliases.contains(certificate.alias()))
                .sorted(Comparator.comparing(Validity::notAfter))
                .toList();
        Verdict verdict = new Verdict().detail("certificates", wanted.size());
        aliases.stream()
                .filter(alias -> wanted.stream()
                        .noneMatch(certificate -> certificate.alias().equals(alias)))
                .forEach(alias -> miss("no certificate under " + alias, verdict));
        if (wanted.isEmpty() && aliases.isEmpty()) {
            miss("no certificate", verdict);
        }
        Instant now = clock.instant();
        wanted.forEach(certificate -> judge(certificate, now, verdict));
        for (int number = 1; number <= Math.min(wanted.size(), MOST_NAMED); number++) {
            Validity certificate = wanted.get(number - 1);
            verdict.detail("certificate." + number, certificate.name() + " until " + certificate.notAfter());
        }
        return verdict.result();
    }

    private void miss(String what, Verdict verdict) {
        verdict.find(HealthStatus.DOWN, FailureReason.ASSERTION, shown + " has " + what);
    }

    private void judge(Validity certificate, Instant now, Verdict verdict) {
        if (now.isBefore(certificate.notBefore())) {
            verdict.find(
                    HealthStatus.DOWN,
                    FailureReason.TLS_NOT_YET_VALID,
                    certificate.name() + " is not valid before " + certificate.notBefore());
        } else if (now.isAfter(certificate.notAfter())) {
            verdict.find(
                    HealthStatus.DOWN,
                    FailureReason.TLS_EXPIRED,
                    certificate.name() + " expired on " + certificate.notAfter());
        } else {
            verdict.find(
                    secondsLeft.whenLow((double) ChronoUnit.SECONDS.between(now, certificate.notAfter())),
                    FailureReason.TLS_EXPIRED,
                    certificate.name() + " expires on " + certificate.notAfter() + ", in "
                            + ChronoUnit.DAYS.between(now, certificate.notAfter()) + " days");
        }
    }

    /**
     * Sets a period of 1 min, and not critical.
     *
     * @param policy the policy to be
     */
    @Override
    public void defaults(CheckPolicyBuilder policy) {
        policy.period(Duration.ofMinutes(1)).critical(false);
    }

    @Override
    public String toString() {
        return "CertificateExpiryCheck[" + shown + "]";
    }

    /** Describes a {@link CertificateExpiryCheck}. Not thread-safe. */
    public static final class Builder {
        private static final int MOST_ALIASES = 1_000;

        private final CertificateSource source;
        private final String shown;
        private Duration degradedWithin = Duration.ofDays(30);
        private Duration downWithin = Duration.ofDays(7);
        private Set<String> aliases = Set.of();
        private InstantSource clock = InstantSource.system();

        private Builder(CertificateSource source, String shown) {
            this.source = source;
            this.shown = shown;
        }

        /**
         * Sets how long before its expiry a certificate is DEGRADED; 30 days if not set.
         *
         * @param degradedWithin at least zero; zero for not before it has expired, which is DOWN
         * @return this builder
         * @throws IllegalArgumentException if it is negative or longer than 10 years
         */
        public Builder degradedWithin(Duration degradedWithin) {
            this.degradedWithin = Arguments.requireNotNegative("degradedWithin", degradedWithin);
            return this;
        }

        /**
         * Sets how long before its expiry a certificate is DOWN; 7 days if not set.
         *
         * @param downWithin at least zero; zero for not before it has expired
         * @return this builder
         * @throws IllegalArgumentException if it is negative or longer than 10 years
         */
        public Builder downWithin(Duration downWithin) {
            this.downWithin = Arguments.requireNotNegative("downWithin", downWithin);
            return this;
        }

        /**
         * Looks at these entries only, and wants each of them to be there; all there are if not set. PKCS12 key stores
         * know their aliases in lower case.
         *
         * @param aliases 1 to 1,000 aliases
         * @return this builder
         * @throws IllegalArgumentException if there are none or too many
         */
        public Builder aliases(String... aliases) {
            this.aliases = Set.copyOf(Arguments.requireSome("aliases", aliases, MOST_ALIASES, "an alias"));
            return this;
        }

        Builder at(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Makes the check.
         *
         * @return a check that has read nothing yet
         * @throws IllegalArgumentException if {@code downWithin} is longer than {@code degradedWithin}
         */
        public CertificateExpiryCheck build() {
            return new CertificateExpiryCheck(this);
        }
    }
}
