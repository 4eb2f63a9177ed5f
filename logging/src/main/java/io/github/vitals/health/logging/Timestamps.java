package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.io.SerializedString;

/** When an event was, in ISO 8601 and UTC, to the microsecond. Thread-safe. */
final class Timestamps {
    private static final SerializedString NAME = new SerializedString("@timestamp");
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final int DIGITS = 6;
    private static final int NANOS_PER_MICRO = 1_000;

    /** Many events share a second, and all that is written of it. */
    private volatile Second last = second(Instant.EPOCH);

    private static final class Second {
        final long epoch;
        final byte[] text;

        Second(long epoch, byte[] text) {
            this.epoch = epoch;
            this.text = text;
        }
    }

    private static Second second(Instant when) {
        return new Second(when.getEpochSecond(), SECONDS.format(when).getBytes(StandardCharsets.US_ASCII));
    }

    void write(JsonGenerator json, ILoggingEvent event) {
        json.writeName(NAME);
        byte[] text = text(event.getInstant());
        json.writeRawUTF8String(text, 0, text.length);
    }

    byte[] text(Instant when) {
        Second second = last;
        if (second.epoch != when.getEpochSecond()) {
            second = second(when);
            last = second;
        }
        int length = second.text.length;
        byte[] text = Arrays.copyOf(second.text, length + DIGITS + 2);
        text[length] = '.';
        int rest = when.getNano() / NANOS_PER_MICRO;
        for (int i = length + DIGITS; i > length; i--) {
            text[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        text[length + DIGITS + 1] = 'Z';
        return text;
    }
}
