package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class AccessTest {
    private static final String TOKEN = "0123456789abcdef";

    private static HealthRequest from(String address, Map<String, String> headers) {
        try {
            return HealthRequest.of("GET", "/health")
                    .withRemoteAddress(InetAddress.getByName(address))
                    .withHeaders(headers::get);
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static HealthRequest sending(String authorization) {
        return from("192.0.2.1", Map.of("Authorization", authorization));
    }

    @Nested
    class ByNetwork {
        @ParameterizedTest
        @CsvSource({
            "10.0.0.0/8, 10.255.0.1, true",
            "10.0.0.0/8, 11.0.0.1, false",
            "10.1.2.128/25, 10.1.2.200, true",
            "10.1.2.128/25, 10.1.2.127, false",
            "10.1.2.3, 10.1.2.3, true",
            "10.1.2.3, 10.1.2.4, false",
            "0.0.0.0/0, 192.0.2.7, true",
            "0.0.0.0/0, fd00::1, false",
            "fd00::/8, fd12::1, true",
            "fd00::/8, fe80::1, false",
            "::1, ::1, true"
        })
        void isByTheLeadingBitsOfTheAddress(String block, String address, boolean allowed) {
            assertThat(Access.network(block).test(from(address, Map.of()))).isEqualTo(allowed);
        }

        @Test
        void loopbackIsThisMachine() {
            assertThat(Access.loopback().test(from("127.0.0.2", Map.of()))).isTrue();
            assertThat(Access.loopback().test(from("::1", Map.of()))).isTrue();
            assertThat(Access.loopback().test(from("192.0.2.1", Map.of()))).isFalse();
            assertThat(Access.loopback().test(HealthRequest.of("GET", "/health")))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"Forwarded", "X-Forwarded-For", "X-Real-IP", "Via"})
        void knowsNothingOfWhomAProxySpeaksFor(String header) {
            assertThat(Access.loopback().test(from("127.0.0.1", Map.of(header, "127.0.0.1"))))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"localhost", "LOCALHOST:8081", "127.0.0.1:8081", "10.1.2.3", "[::1]:8081", "ops.internal:80"
                })
        void isAskedForByAddressOrAKnownName(String host) {
            assertThat(Access.loopback().named("Ops.Internal").test(from("127.0.0.1", Map.of("Host", host))))
                    .isTrue();
        }

        @ParameterizedTest
        @ValueSource(
                strings = {"evil.example", "evil.example:8081", "127.0.0.1.evil.example", "localhost.evil", "[x]", ""})
        void isNotOpenedByANameThatSomebodyElsePointsHere(String host) {
            assertThat(Access.loopback().test(from("127.0.0.1", Map.of("Host", host))))
                    .isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "10.0.0.0/33", "10.0.0.0/-1", "10.0.0.0/x", "internal", "fd00::/129", "10.0.0/8/8"})
        void refusesWhatIsNoBlock(String block) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Access.network(block))
                    .withMessage("block: " + block
                            + " (expected: an address and a number of bits, as in 10.0.0.0/8 or fd00::/8)");
            assertThatIllegalArgumentException().isThrownBy(Access::network);
        }
    }

    @Nested
    class ByToken {
        @ParameterizedTest
        @CsvSource({
            "Bearer " + TOKEN + ", true",
            "bearer " + TOKEN + ", true",
            "Bearer  " + TOKEN + ", true",
            "Bearer " + TOKEN + "x, false",
            "Bearer 0123456789abcde, false",
            "Basic " + TOKEN + ", false",
            TOKEN + ", false",
            "Bearer, false"
        })
        void isByTheWholeToken(String sent, boolean allowed) {
            assertThat(Access.token("another-token-of-ours", TOKEN).test(sending(sent)))
                    .isEqualTo(allowed);
            assertThat(Access.token(TOKEN).test(HealthRequest.of("GET", "/"))).isFalse();
        }

        @ParameterizedTest
        @ValueSource(strings = {"", "short", "with blanks in between", "fifteen-letters"})
        void refusesWhatIsTooWeakWithoutSayingWhatItWas(String weak) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Access.token(weak))
                    .withMessage(
                            "token: one of " + weak.length() + " characters (expected: at least 16, of visible ASCII)");
            assertThatIllegalArgumentException().isThrownBy(Access::token);
        }
    }

    @Nested
    class ByTokenFile {
        private final AtomicLong nanos = new AtomicLong();

        @TempDir
        private Path folder;

        private Path file;

        @BeforeEach
        void write() throws IOException {
            file = Files.writeString(folder.resolve("tokens"), "# ours\n\n" + TOKEN + "\n");
        }

        private static boolean allows(Predicate<HealthRequest> access, String token) {
            return access.test(sending("Bearer " + token));
        }

        @Test
        void followsTheFileWithinASecond() throws IOException {
            TokenFile access = new TokenFile(file, nanos::get);
            assertThat(allows(access, TOKEN)).isTrue();
            Files.writeString(file, "fedcba9876543210\nfedcba9876543211\n");
            nanos.set(999_999_999);
            assertThat(allows(access, TOKEN)).isTrue();
            nanos.set(1_000_000_000);
            assertThat(allows(access, TOKEN)).isFalse();
            assertThat(allows(access, "fedcba9876543211")).isTrue();
        }

        @Test
        void goesOnWithTheTokensOfBeforeWhileTheFileIsUnusableAndSaysSoOnce() throws IOException {
            ListAppender<ILoggingEvent> events = new ListAppender<>();
            Logger logger = (Logger) LoggerFactory.getLogger(HealthEndpoint.class);
            events.start();
            logger.addAppender(events);
            logger.setAdditive(false);
            try {
                TokenFile access = new TokenFile(file, nanos::get);
                Files.writeString(file, "tooShort-s3cret");
                for (int second = 1; second <= 3; second++) {
                    nanos.set(second * 1_000_000_000L);
                    assertThat(allows(access, TOKEN)).isTrue();
                }
                Files.delete(file);
                nanos.set(4_000_000_000L);
                assertThat(allows(access, TOKEN)).isTrue();
                Files.writeString(file, "fedcba9876543210");
                nanos.set(5_000_000_000L);
                assertThat(allows(access, TOKEN)).isFalse();
            } finally {
                logger.detachAppender(events);
                logger.setAdditive(true);
            }
            assertThat(events.list).hasSize(1);
            assertThat(events.list.get(0).getKeyValuePairs().toString())
                    .contains("tokens", "one of 15 characters")
                    .doesNotContain("s3cret");
        }

        @Test
        void mustBeUsableToBeginWith() throws IOException {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Access.tokenFile(folder.resolve("nothing")))
                    .withMessageStartingWith(
                            "file: " + folder.resolve("nothing") + " (expected: a file with a token on each line): ");
            Files.writeString(file, "# none\n");
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Access.tokenFile(file))
                    .withMessageEndingWith("tokens: none (expected: at least one)");
            Files.writeString(file, "x".repeat(70_000));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Access.tokenFile(file))
                    .withMessageEndingWith("more than 65536 bytes");
            Files.writeString(file, TOKEN);
            assertThat(allows(Access.tokenFile(file), TOKEN)).isTrue();
        }
    }

    @Nested
    class ByCertificate {
        private static final HeldCertificate OPS = new HeldCertificate.Builder()
                .commonName("ops")
                .addSubjectAlternativeName("ops.internal")
                .build();

        private final HealthRequest request =
                HealthRequest.of("GET", "/health").withClientCertificate(OPS.certificate());

        @Test
        void isByAnyOfItsNames() {
            assertThat(Access.clientCertificate("ops").test(request)).isTrue();
            assertThat(Access.clientCertificate("dev", "ops.internal").test(request))
                    .isTrue();
            assertThat(Access.clientCertificate("dev").test(request)).isFalse();
        }

        @Test
        void isByHavingOneWhereNoNameIsGiven() {
            assertThat(Access.clientCertificate().test(request)).isTrue();
            assertThat(Access.clientCertificate().test(HealthRequest.of("GET", "/health")))
                    .isFalse();
        }
    }
}
