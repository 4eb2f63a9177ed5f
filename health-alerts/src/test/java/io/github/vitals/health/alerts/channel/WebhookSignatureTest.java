package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookSignatureTest {
    private static final byte[] BODY = "{\"version\":1}".getBytes(StandardCharsets.UTF_8);
    private static final Instant SENT = Instant.ofEpochSecond(1_767_268_800);

    /** {@code printf '1767268800.{"version":1}' | openssl dgst -sha256 -hmac agreed}. */
    private static final String HASH = "d5d0f2c25e628d6bdc1467ee92bbda8962af3eedcfe29d163abd9dbb2f56f6e0";

    private static boolean genuine(String header, Instant now) {
        return WebhookSignature.verify(header, BODY, "agreed", Duration.ofMinutes(5), now);
    }

    @Test
    void itIsWhatOpensslSays() {
        assertThat(WebhookSignature.of(BODY, "agreed", SENT)).isEqualTo("t=1767268800,v1=" + HASH);
    }

    @ParameterizedTest
    @CsvSource({"0, true", "300, true", "-300, true", "301, false", "-301, false"})
    void whatIsTooOldOrFromTheFutureIsNotGenuine(long seconds, boolean genuine) {
        String header = WebhookSignature.of(BODY, "agreed", SENT);
        assertThat(genuine(header, SENT.plusSeconds(seconds))).isEqualTo(genuine);
    }

    @Test
    void oneOfSeveralSuffices() {
        assertThat(genuine("t=1767268800,v1=" + "0".repeat(64) + ", v1=" + HASH + ",v2=later", SENT))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "t=1767268800",
                "t=,v1=",
                "t=-1,v1=x",
                "t=99999999999999999999,v1=x",
                "v1=HASH",
                "T=1767268800,V1=HASH"
            })
    void whatCannotBeReadIsNotGenuine(String header) {
        assertThat(genuine(header.replace("HASH", HASH), SENT)).isFalse();
        assertThat(genuine("x".repeat(1_001), SENT)).isFalse();
    }
}
