package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A name for each event that no other event has, here or elsewhere: what was drawn when the process began, and the
 * event's number. Two outputs give an event the same name if Logback numbers its events.
 */
final class EventIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PROCESS_LENGTH = 16;
    private static final byte[] PROCESS = random();
    private static final byte[] DIGITS = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    /** For contexts that do not number their events. */
    private static final AtomicLong UNNUMBERED = new AtomicLong();

    private EventIds() {}

    /** ASCII without anything that JSON escapes. */
    static byte[] of(ILoggingEvent event) {
        long number = event.getSequenceNumber();
        return number > 0 ? id('-', number) : id('_', UNNUMBERED.incrementAndGet());
    }

    private static byte[] id(char kind, long number) {
        int digits = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 3) / 4);
        byte[] id = Arrays.copyOf(PROCESS, PROCESS_LENGTH + 1 + digits);
        id[PROCESS_LENGTH] = (byte) kind;
        long rest = number;
        for (int i = id.length - 1; i > PROCESS_LENGTH; i--) {
            id[i] = DIGITS[(int) (rest & 0xF)];
            rest >>>= 4;
        }
        return id;
    }

    private static byte[] random() {
        byte[] text = new byte[PROCESS_LENGTH];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) Character.forDigit(RANDOM.nextInt(36), 36);
        }
        return text;
    }
}
