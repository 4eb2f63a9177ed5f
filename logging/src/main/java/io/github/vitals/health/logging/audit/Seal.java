package io.github.vitals.health.logging.audit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Makes the hash of a line: SHA-256, or HMAC-SHA-256 for those who have the key. Thread-safe. */
final class Seal {
    /** Of a hash in hexadecimal digits. */
    static final int LENGTH = 64;

    private static final int SHORTEST_KEY = 32;
    private static final String MAC = "HmacSHA256";

    private final Optional<SecretKeySpec> key;

    private Seal(Optional<SecretKeySpec> key) {
        this.key = key;
    }

    static Seal open() {
        return new Seal(Optional.empty());
    }

    /**
     * With the bytes of a file, without line ends at its end.
     *
     * @throws IllegalArgumentException if there are fewer than 32, or the file cannot be read
     */
    static Seal keyed(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("key: " + file + " (expected: a readable file)", unreadable);
        }
        int length = bytes.length;
        while (length > 0 && (bytes[length - 1] == '\n' || bytes[length - 1] == '\r')) {
            length--;
        }
        if (length < SHORTEST_KEY) {
            throw new IllegalArgumentException(
                    "key: " + length + " bytes in " + file + " (expected: at least " + SHORTEST_KEY + ")");
        }
        return new Seal(Optional.of(new SecretKeySpec(Arrays.copyOf(bytes, length), MAC)));
    }

    /** The hash of what a line says, after that of the line before it. */
    String of(String previous, byte[] bytes, int offset, int length) {
        try {
            byte[] before = previous.getBytes(StandardCharsets.US_ASCII);
            if (key.isPresent()) {
                Mac mac = Mac.getInstance(MAC);
                mac.init(key.get());
                mac.update(before);
                mac.update(bytes, offset, length);
                return HexFormat.of().formatHex(mac.doFinal());
            }
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(before);
            digest.update(bytes, offset, length);
            return HexFormat.of().formatHex(digest.digest());
        } catch (GeneralSecurityException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }
}
