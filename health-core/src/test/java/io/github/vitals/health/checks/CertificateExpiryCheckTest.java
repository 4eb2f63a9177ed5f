package io.github.vitals.health.checks;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateExpiryCheckTest {
    private static final char[] PASSWORD = KeyStores.PASSWORD.toCharArray();

    @TempDir
    private static Path made;

    private static Path valid;
    private static Path expired;

    @TempDir
    private Path folder;

    private Path file;

    /** Keytool takes its time, so what several tests need is made once. */
    @BeforeAll
    static void make() throws Exception {
        valid = made.resolve("valid.p12");
        expired = made.resolve("expired.p12");
        KeyStores.addKey(valid, "server", 1, 400);
        KeyStores.addKey(expired, "server", 20, 10);
    }

    @BeforeEach
    void name() {
        file = folder.resolve("keys.p12");
    }

    @Nested
    class OneCertificate {
        private Instant expiry;

        @BeforeEach
        void copy() throws Exception {
            Files.copy(valid, file);
            expiry = ((X509Certificate) KeyStores.load(file).getCertificate("server"))
                    .getNotAfter()
                    .toInstant();
        }

        private HealthResult at(Instant now) throws Exception {
            return Run.once(
                    CertificateExpiryCheck.builder(file, PASSWORD).at(() -> now).build());
        }

        @Test
        void thatIsValidForLongIsUpAndShown() throws Exception {
            HealthResult result = Run.once(CertificateExpiryCheck.of(file, PASSWORD));
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.details())
                    .containsEntry("certificates", 1)
                    .containsEntry("certificate.1", "server until " + expiry);
        }

        @Test
        void isDegradedWithinThirtyDays() throws Exception {
            assertThat(at(expiry.minus(Duration.ofDays(30))).status()).isEqualTo(UP);
            HealthResult result = at(expiry.minus(Duration.ofDays(30)).plusSeconds(1));
            assertThat(result.status()).isEqualTo(DEGRADED);
            assertThat(result.reason()).contains(FailureReason.TLS_EXPIRED);
            assertThat(result.message()).isEqualTo("server expires on " + expiry + ", in 29 days");
        }

        @Test
        void isDownWithinSevenDays() throws Exception {
            assertThat(at(expiry.minus(Duration.ofDays(7))).status()).isEqualTo(DEGRADED);
            HealthResult result = at(expiry.minus(Duration.ofDays(7)).plusSeconds(1));
            assertThat(result.status()).isEqualTo(DOWN);
            assertThat(result.reason()).contains(FailureReason.TLS_EXPIRED);
        }

        @Test
        void thatExpiredIsDown() throws Exception {
            HealthResult result = at(expiry.plusSeconds(1));
            assertThat(result.status()).isEqualTo(DOWN);
            assertThat(result.reason()).contains(FailureReason.TLS_EXPIRED);
            assertThat(result.message()).isEqualTo("server expired on " + expiry);
        }

        @Test
        void withoutWarningTimesIsDownOnlyWhenExpired() throws Exception {
            CertificateExpiryCheck.Builder builder = CertificateExpiryCheck.builder(file, PASSWORD)
                    .degradedWithin(Duration.ZERO)
                    .downWithin(Duration.ZERO);
            assertThat(Run.once(builder.at(() -> expiry).build()).status()).isEqualTo(UP);
            assertThat(Run.once(builder.at(() -> expiry.plusSeconds(1)).build()).status())
                    .isEqualTo(DOWN);
        }
    }

    @Test
    void certificatesThatExpiredOrAreNotValidYetAreTold() throws Exception {
        KeyStores.addKey(file, "old", 20, 10);
        KeyStores.addKey(file, "new", -5, 400);
        KeyStores.addKey(file, "good", 1, 400);
        HealthResult result = Run.once(CertificateExpiryCheck.of(file, PASSWORD));
        assertThat(result.status()).isEqualTo(DOWN);
        assertThat(result.reason()).contains(FailureReason.TLS_EXPIRED);
        assertThat(result.message())
                .contains("old expired on ", "new is not valid before ")
                .doesNotContain("good");
        assertThat(result.details()).containsEntry("certificates", 3);
        assertThat(result.details().get("certificate.1").toString()).startsWith("old until ");
    }

    @Test
    void theWholeChainCounts() throws Exception {
        KeyStores.addKey(file, "authority", 10, 20);
        KeyStores.addSigned(file, "server", "authority", 1, 400);
        HealthResult result = Run.once(
                CertificateExpiryCheck.builder(file, PASSWORD).aliases("server").build());
        assertThat(result.status()).isEqualTo(DEGRADED);
        assertThat(result.message()).startsWith("server[1] expires on ");
        assertThat(result.details()).containsEntry("certificates", 2);
    }

    @Test
    void aliasesThatAreNotWantedDoNotCount() throws Exception {
        Files.copy(expired, file);
        KeyStores.addKey(file, "client", 1, 400);
        assertThat(Run.once(CertificateExpiryCheck.builder(file, PASSWORD)
                                .aliases("client")
                                .build())
                        .status())
                .isEqualTo(UP);
    }

    @Test
    void anAliasThatIsMissingIsDown() throws Exception {
        Files.copy(valid, file);
        HealthResult result = Run.once(CertificateExpiryCheck.builder(file, PASSWORD)
                .aliases("server", "client")
                .build());
        assertThat(result.status()).isEqualTo(DOWN);
        assertThat(result.reason()).contains(FailureReason.ASSERTION);
        assertThat(result.message()).isEqualTo(file + " has no certificate under client");
    }

    @Nested
    class AFileThatChanges {
        private CertificateExpiryCheck check;

        @BeforeEach
        void make() {
            check = CertificateExpiryCheck.of(file, PASSWORD);
        }

        @Test
        void isReadAgain() throws Exception {
            assertThat(Run.once(check).message()).isEqualTo(file + " does not exist");
            Files.copy(expired, file);
            assertThat(Run.once(check).reason()).contains(FailureReason.TLS_EXPIRED);
            Files.copy(valid, file, StandardCopyOption.REPLACE_EXISTING);
            assertThat(Run.once(check).status()).isEqualTo(UP);
            Files.delete(file);
            assertThat(Run.once(check).status()).isEqualTo(DOWN);
        }

        @Test
        void ofTheSameTimeAndSizeBehindALinkIsReadAgain() throws Exception {
            Path before = padded(expired, folder.resolve("before.p12"));
            Path renewed = padded(valid, folder.resolve("renewed.p12"));
            FileTime same = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
            Files.setLastModifiedTime(before, same);
            Files.setLastModifiedTime(renewed, same);
            Files.createSymbolicLink(file, before);
            assertThat(Run.once(check).status()).isEqualTo(DOWN);
            Files.delete(file);
            Files.createSymbolicLink(file, renewed);
            assertThat(Run.once(check).status()).isEqualTo(UP);
        }

        /** What follows the end of a key store is not read. */
        private Path padded(Path from, Path to) throws Exception {
            return Files.write(to, Arrays.copyOf(Files.readAllBytes(from), 8192));
        }

        @Test
        void isNotReadAgainWhileItStaysTheSame() throws Exception {
            Files.copy(valid, file);
            FileTime modified = Files.getLastModifiedTime(file);
            assertThat(Run.once(check).status()).isEqualTo(UP);
            byte[] broken = new byte[(int) Files.size(file)];
            Files.write(file, broken);
            Files.setLastModifiedTime(file, modified);
            assertThat(Run.once(check).status()).isEqualTo(UP);
            Files.setLastModifiedTime(file, FileTime.from(modified.toInstant().plusSeconds(1)));
            HealthResult result = Run.once(check);
            assertThat(result.status()).isEqualTo(DOWN);
            assertThat(result.reason()).contains(FailureReason.EXCEPTION);
        }
    }

    @Nested
    class ThePassword {
        @Test
        void thatIsWrongIsDownForThatReasonAndNotShown() throws Exception {
            Files.copy(valid, file);
            CertificateExpiryCheck check = CertificateExpiryCheck.of(file, "hunter2-hunter2".toCharArray());
            HealthResult result = Run.once(check);
            assertThat(result.status()).isEqualTo(DOWN);
            assertThat(result.reason()).contains(FailureReason.AUTH);
            assertThat(result + " " + result.details() + " " + result.cause() + " " + check)
                    .contains(file.toString())
                    .doesNotContain("hunter2");
        }

        @Test
        void isCopied() throws Exception {
            Files.copy(valid, file);
            char[] password = PASSWORD.clone();
            CertificateExpiryCheck check = CertificateExpiryCheck.of(file, password);
            Arrays.fill(password, 'x');
            assertThat(Run.once(check).status()).isEqualTo(UP);
        }
    }

    @Nested
    class AKeyStoreOfTheApplication {
        @Test
        void isAskedForAtEachRun() throws Exception {
            Files.copy(valid, file);
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            CertificateExpiryCheck check =
                    CertificateExpiryCheck.builder(() -> trusted).build();
            assertThat(Run.once(check).message()).isEqualTo("the key store has no certificate");
            trusted.setCertificateEntry("root", KeyStores.load(file).getCertificate("server"));
            assertThat(Run.once(check).details()).containsEntry("certificates", 1);
            assertThat(Run.once(check).status()).isEqualTo(UP);
        }

        @Test
        void thatWasNotLoadedIsDown() throws Exception {
            KeyStore unloaded = KeyStore.getInstance("PKCS12");
            HealthResult result =
                    Run.once(CertificateExpiryCheck.builder(() -> unloaded).build());
            assertThat(result.status()).isEqualTo(DOWN);
            assertThat(result.reason()).contains(FailureReason.EXCEPTION);
        }
    }

    @Test
    void badInputIsRefused() throws Exception {
        assertThatThrownBy(() -> CertificateExpiryCheck.of(null, PASSWORD))
                .hasMessage("file: null (expected: a key store file)");
        assertThatThrownBy(() -> CertificateExpiryCheck.of(file, null))
                .hasMessage("password: null (expected: the key store's password)");
        assertThatThrownBy(() -> CertificateExpiryCheck.builder(null))
                .hasMessage("keyStore: null (expected: a supplier of a key store)");
        CertificateExpiryCheck.Builder builder = CertificateExpiryCheck.builder(file, PASSWORD);
        assertThatThrownBy(() -> builder.degradedWithin(Duration.ofDays(-1)))
                .hasMessage("degradedWithin: PT-24H (expected: >= 0)");
        assertThatThrownBy(() -> builder.downWithin(Duration.ofDays(31)).build())
                .hasMessage("downWithin: PT744H (expected: at most degradedWithin, PT720H)");
        assertThatThrownBy(builder::aliases).hasMessage("aliases: 0 of them (expected: 1 to 1000)");
        try (FileSystem zip = FileSystems.newFileSystem(folder.resolve("a.zip"), Map.of("create", "true"))) {
            assertThatThrownBy(() -> CertificateExpiryCheck.of(zip.getPath("/keys.p12"), PASSWORD))
                    .hasMessage("file: /keys.p12 (expected: a file of the default file system)");
        }
    }
}
