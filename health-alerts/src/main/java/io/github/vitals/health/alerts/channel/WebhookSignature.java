package io.github.vitals.health.alerts.channel;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The header {@value #HEADER} by which a receiver knows that a message of a {@link WebhookChannel} is genuine and new. It
 * reads {@code t=<seconds since 1970>,v1=<hexadecimal digits>}: the HMAC-SHA256 of these seconds, a dot, and the body as
 * it was sent.
 *
 * <pre>{@code
 * boolean genuine = WebhookSignature.verify(header, body, secret, Duration.ofMinutes(5), Instant.now());
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class WebhookSignature {
    /** The name of the header. */
    public static final String HEADER = "Vitals-Signature";

    private static final int LONGEST = 1_000;
    private static final Pattern TIME = Pattern.compile("t=(\\d{1,12})");
    private static final Pattern DIGITS = Pattern.compile("v1=([0-9a-f]{64})");

    private WebhookSignature() {}

    /**
     * Tells whether a header fits a body. The comparison takes as long whatever differs.
     *
     * @param header the value of the header
     * @param body the bytes as they came
     * @param secret what was agreed on
     * @param tolerance how old it may be, or how far ahead; 5 min is usual
     * @param now the time
     * @return false also if the header cannot be read
     */
    public static boolean verify(String header, byte[] body, String secret, Duration tolerance, Instant now) {
        if (header.length() > LONGEST) {
            return false;
        }
        return time(header)
                .filter(seconds -> Duration.between(Instant.ofEpochSecond(seconds), now)
                                .abs()
                                .compareTo(tolerance)
                        <= 0)
                .map(seconds -> digits(header).anyMatch(given -> same(given, hash(seconds, body, secret))))
                .orElse(false);
    }

    static String of(byte[] body, String secret, Instant now) {
        long seconds = now.getEpochSecond();
        return "t=" + seconds + ",v1=" + hash(seconds, body, secret);
    }

    private static Optional<Long> time(String header) {
        return parts(header, TIME).map(Long::parseLong).findFirst();
    }

    private static Stream<String> digits(String header) {
        return parts(header, DIGITS);
    }

    private static Stream<String> parts(String header, Pattern pattern) {
        return Stream.of(header.split(",", -1))
                .map(part -> pattern.matcher(part.strip()))
                .filter(Matcher::matches)
                .map(part -> part.group(1));
    }

    private static boolean same(String given, String expected) {
        return MessageDigest.isEqual(
                given.getBytes(StandardCharsets.US_ASCII), expected.getBytes(StandardCharsets.US_ASCII));
    }

    private static String hash(long seconds, byte[] body, String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException absent) {
            throw new IllegalStateException("HmacSHA256: not there (expected: in every JDK)", absent);
        }
    }
}
