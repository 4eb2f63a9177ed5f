package io.github.vitals.health.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.core.util.FileSize;
import io.github.vitals.health.logging.mask.Masker;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.spi.LoggingEventBuilder;
import tools.jackson.databind.JsonNode;

class EventSizeTest {
    private static final int LONGEST = 16 * 1024;

    private static Encoding in(LogFormat format) {
        return new Encoding(it -> {
            it.setFormat(format.name());
            it.setMaxEventSize(new FileSize(LONGEST));
        });
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void noEventIsLongerThanItMayBeAndEachIsWhole(LogFormat format) {
        Encoding encoding = in(format);
        for (String piece : new String[] {"a", "ü", "\uD83D\uDE00", "\u0001", "\"", "word "}) {
            String huge = piece.repeat(50_000);
            byte[] line = encoding.bytes(logger -> builder(logger.atError(), huge)
                    .setCause(new IllegalStateException(huge, new RuntimeException(huge)))
                    .log(huge));
            assertThat(line.length).as("of %s", piece).isBetween(1_500, LONGEST);
            if (format == LogFormat.CONSOLE) {
                continue;
            }
            JsonNode event =
                    encoding.json(logger -> builder(logger.atError(), huge).log(huge));
            assertThat(event.get(format == LogFormat.GELF ? "_log.truncated" : "log.truncated")
                            .asBoolean())
                    .isTrue();
        }
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void numbersAndNamesTakeRoomToo(LogFormat format) {
        Encoding encoding = in(format);
        for (List<?> items : List.of(
                Collections.nCopies(100, Long.MIN_VALUE),
                Collections.nCopies(100, true),
                Collections.nCopies(100, ""),
                Collections.nCopies(100, Double.MIN_VALUE),
                Collections.nCopies(100, new BigDecimal("1".repeat(90))))) {
            byte[] line = encoding.bytes(logger -> {
                LoggingEventBuilder builder = logger.atInfo();
                for (int i = 0; i < 200; i++) {
                    builder.addKeyValue("field" + i, items);
                }
                builder.log("x");
            });
            assertThat(line.length).as("of %s", items.get(0)).isBetween(1_500, LONGEST);
        }
    }

    private static LoggingEventBuilder builder(LoggingEventBuilder builder, String huge) {
        for (int i = 0; i < 300; i++) {
            builder.addKeyValue("field" + i + "x".repeat(300), huge);
        }
        return builder;
    }

    @Test
    void whatIsCutSaysSoAndByHowMuch() {
        JsonNode event = in(LogFormat.ECS).json(logger -> logger.info("a".repeat(100_000)));
        String message = event.get("message").asString();
        int kept = message.indexOf('…');
        assertThat(kept).isGreaterThan(2_000);
        assertThat(message.substring(kept)).isEqualTo("… (cut, " + (100_000 - kept) + " characters more)");
        assertThat(EventSchema.faults(event)).isEmpty();
    }

    @Test
    void anEventThatFitsIsLeftAsItIs() {
        JsonNode event = in(LogFormat.ECS).json(logger -> logger.info("a".repeat(LONGEST - 1_000)));
        assertThat(event.get("message").asString()).hasSize(LONGEST - 1_000);
        assertThat(event.has("log.truncated")).isFalse();
    }

    @Test
    void whatCanNeverBeWrittenIsNotLookedAtAndNoWordInHalf() {
        String text = "card 4111111111111111 ".repeat(10);
        assertThat(new Budget(1_000, 35).take(Masker.standard(), text, 1_000))
                .isEqualTo("card *** card … (cut, " + (text.length() - 27) + " characters more)");
        Budget whole = new Budget(1_000, text.length());
        assertThat(whole.take(Masker.standard(), text, 1_000)).isEqualTo("card *** ".repeat(10));
        assertThat(whole.shortened()).isFalse();
    }

    @Test
    void aHugeTextThatMasksToLittleSaysThatItWasCut() {
        JsonNode event = in(LogFormat.ECS).json(logger -> logger.info("password=" + "x".repeat(10 * LONGEST) + " end"));
        assertThat(event.get("message").asString()).startsWith("password=***… (cut, ");
        assertThat(event.get("log.truncated").asBoolean()).isTrue();
    }

    @Test
    void noPairOfCharactersIsCutInTwo() {
        assertThat(new Budget(3, 100).take("a\uD83D\uDE00\uD83D\uDE00", 100)).startsWith("a\uD83D\uDE00…");
        assertThat(new Budget(2, 100).take("a\uD83D\uDE00\uD83D\uDE00", 100)).startsWith("a…");
    }

    @Test
    void atMost200FieldsAreWritten() {
        JsonNode event = in(LogFormat.ECS).json(logger -> {
            LoggingEventBuilder builder = logger.atInfo();
            for (int i = 0; i < 402; i++) {
                builder.addKeyValue("field" + i, i);
            }
            builder.log("x");
        });
        assertThat(event.size()).isLessThan(230);
        assertThat(event.get("log.truncated").asBoolean()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {8_191, 16_777_217})
    void theLimitHasLimits(long size) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogEncoder().setMaxEventSize(new FileSize(size)))
                .withMessage("maxEventSize: " + size + " (expected: 8KB to 16MB)");
    }
}
