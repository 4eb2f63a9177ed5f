package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthResultTest {
    @Test
    void upHasNoReason() {
        assertThat(HealthResult.up().status()).isEqualTo(HealthStatus.UP);
        assertThat(HealthResult.up().reason()).isEmpty();
        assertThat(HealthResult.up("fine")).hasToString("UP: fine");
    }

    @Test
    void aNullMessageCountsAsEmpty() {
        assertThat(HealthResult.down(FailureReason.STATUS, null).message()).isEmpty();
        assertThat(HealthResult.up(null).message()).isEmpty();
    }

    @Test
    void aThrowableIsDescribedWithItsRootCause() {
        HealthResult result = HealthResult.down(new IllegalStateException("outer", new IOException("inner")));
        assertThat(result.message()).isEqualTo("IllegalStateException: outer (caused by IOException: inner)");
        assertThat(result.reason()).contains(FailureReason.EXCEPTION);
        assertThat(result.cause()).containsInstanceOf(IllegalStateException.class);
        assertThat(result).hasToString("DOWN exception: " + result.message());
    }

    @Test
    void aThrowableWithoutMessageIsNamedByItsType() {
        assertThat(HealthResult.down(new IOException()).message()).isEqualTo("IOException");
        assertThat(HealthResult.down(new IOException() {}).message()).contains("HealthResultTest");
    }

    @Test
    void aThrowableWhoseMessageThrowsIsNamedByItsType() {
        class Nasty extends RuntimeException {
            @Override
            public String getMessage() {
                throw new IllegalStateException("no message");
            }
        }
        assertThat(HealthResult.down(new Nasty()).message()).isEqualTo("Nasty");
    }

    @Test
    void aCircleOfCausesEnds() {
        Exception first = new IOException("first");
        Exception second = new IOException("second", first);
        first.initCause(second);
        assertThat(HealthResult.down(first).message()).startsWith("IOException: first");
    }

    @Nested
    class Details {
        @Test
        void keepTheirOrderAndReplaceByName() {
            HealthResult result =
                    HealthResult.up().detail("b", 1).detail("a", true).detail("b", 2.5);
            assertThat(result.details()).containsExactly(java.util.Map.entry("b", 2.5), java.util.Map.entry("a", true));
        }

        @Test
        void areTakenAtThatMoment() {
            AtomicInteger moving = new AtomicInteger(1);
            HealthResult result = HealthResult.up().detail("depth", moving);
            moving.set(2);
            assertThat(result.details()).containsEntry("depth", "1");
        }

        @Test
        void aValueThatThrowsBecomesATextThatSaysSo() {
            Object nasty = new Object() {
                @Override
                public String toString() {
                    throw new IllegalStateException("no text");
                }
            };
            assertThat(HealthResult.up().detail("x", nasty).details())
                    .containsEntry("x", "<no text: java.lang.IllegalStateException>");
        }

        @Test
        void nullIsShown() {
            assertThat(HealthResult.up().detail("x", null).details()).containsEntry("x", "null");
        }

        @Test
        void areBoundedInNumberAndLength() {
            HealthResult result = HealthResult.up();
            for (int i = 0; i < 100; i++) {
                result = result.detail("d" + i, "x".repeat(100_000));
            }
            assertThat(result.details()).hasSize(64);
            assertThat(result.details().values()).allMatch(value -> ((String) value).length() == 4096);
            assertThat(result.detail("d0", 1).details()).containsEntry("d0", 1);
        }

        @Test
        void hugeNumbersAreCutLikeTexts() {
            var huge = java.math.BigInteger.TEN.pow(10_000);
            assertThat((String) HealthResult.up().detail("n", huge).details().get("n"))
                    .hasSize(4096);
            assertThat(HealthResult.up()
                            .detail("n", new java.math.BigDecimal("1E+900000000"))
                            .details()
                            .get("n"))
                    .isEqualTo("1E+900000000");
        }

        @Test
        void cannotBeChangedFromOutside() {
            var details = HealthResult.up().detail("a", 1).details();
            assertThatThrownBy(() -> details.put("b", 2)).isInstanceOf(UnsupportedOperationException.class);
        }

        @ParameterizedTest
        @ValueSource(strings = {"password", "db.Password", "api_key", "accessToken", "client-secret"})
        void withTheNameOfASecretAreMasked(String name) {
            assertThat(HealthResult.up().detail(name, "hunter2").details()).containsEntry(name, "***");
        }
    }

    @Nested
    class Secrets {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "cannot reach https://bob:hunter2@shop.example/pay",
                    "cannot reach redis://:hunter2@127.0.0.1:6379/0",
                    "cannot reach https://bob:hunter2@with-at@shop.example",
                    "jdbc:postgresql://db/x?user=bob&password=hunter2&ssl=true",
                    "GET /pay?access_token=hunter2&x=1 failed",
                    "{\"password\": \"hunter2\", \"user\": \"bob\"}",
                    "{'apiKey':'hunter2'}",
                    "Authorization: Bearer hunter2hunter2",
                    "Authorization: Basic hunter2",
                    "sent authorization=hunter2",
                    "header was bearer hunter2hunter2",
                    "client_secret = hunter2",
                    "DB_PASSWORD=hunter2",
                    "X-Api-Key: hunter2",
                    "spring.datasource.password=hunter2",
                    "passphrase: hunter2"
                })
        void areScrubbedFromMessages(String text) {
            HealthResult result = HealthResult.down(new IOException(text)).detail("said", text);
            assertThat(result.message()).doesNotContain("hunter2").contains("***");
            assertThat((String) result.details().get("said")).doesNotContain("hunter2");
            assertThat(result.toString()).doesNotContain("hunter2");
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "FATAL: password authentication failed for user \"bob\"",
                    "GET https://shop.example/pay answered 500",
                    "token expired",
                    "Connection to 127.0.0.1:5432 refused",
                    "key is missing"
                })
        void ordinaryTextsStayAsTheyAre(String text) {
            assertThat(HealthResult.down(text).message()).isEqualTo(text);
        }

        @Test
        void atTheEndOfALongTextAreScrubbedBeforeItIsCut() {
            String text = "x".repeat(4080) + "https://bob:hunter2@shop.example/";
            assertThat(HealthResult.down(text).message())
                    .doesNotContain("hunter")
                    .hasSizeLessThanOrEqualTo(4096);
        }

        @Test
        void longHostileTextsCostLittle() {
            String text = "password".repeat(50_000) + "://".repeat(50_000) + "=";
            assertThat(HealthResult.down(text).message()).hasSize(4096);
        }
    }

    @Test
    void aTextIsCutOnlyBeyondItsLimit() {
        assertThat(HealthResult.down("x".repeat(4096)).message()).isEqualTo("x".repeat(4096));
        assertThat(HealthResult.down("x".repeat(4097)).message()).isEqualTo("x".repeat(4095) + "…");
    }

    @Test
    void aNumberIsKeptAsOneOnlyWithinItsLimits() {
        BigInteger longest = BigInteger.ONE.shiftLeft(298);
        BigDecimal digits = new BigDecimal("9".repeat(99));
        BigDecimal scale = BigDecimal.ONE.movePointLeft(99);
        HealthResult result = HealthResult.up()
                .detail("longest", longest)
                .detail("longer", longest.shiftLeft(1))
                .detail("digits", digits)
                .detail("more digits", new BigDecimal("9".repeat(100)))
                .detail("scale", scale)
                .detail("more scale", scale.movePointLeft(1));
        assertThat(result.details())
                .containsEntry("longest", longest)
                .containsEntry("digits", digits)
                .containsEntry("scale", scale);
        assertThat(result.details().get("longer")).isInstanceOf(String.class);
        assertThat(result.details().get("more digits")).isInstanceOf(String.class);
        assertThat(result.details().get("more scale")).isInstanceOf(String.class);
    }

    @Test
    void controlCharactersCannotForgeLogLines() {
        assertThat(HealthResult.down("a\u0000b\u001b[31mc\rd").message()).isEqualTo("a?b?[31mc?d");
    }

    @Test
    void nullArgumentsAreNamed() {
        assertThatThrownBy(() -> HealthResult.down((Throwable) null))
                .isInstanceOf(NullPointerException.class)
                .hasMessage("cause: null (expected: a value)");
        assertThatThrownBy(() -> HealthResult.down(null, "x")).hasMessageContaining("reason: null");
        assertThatThrownBy(() -> HealthResult.up().detail(null, 1)).hasMessageContaining("name: null");
    }
}
