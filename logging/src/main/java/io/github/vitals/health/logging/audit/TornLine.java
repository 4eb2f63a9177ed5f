package io.github.vitals.health.logging.audit;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a crash left of lines: kept, and told by its length and hash in the record that follows it. */
record TornLine(long length, String sha256) {
    /** Puts it together as it is read; its last newline is none of it. */
    static final class Reader {
        private final MessageDigest digest = digest();
        private long length;
        private boolean ended;

        void add(Lines.Line line) {
            if (ended) {
                digest.update((byte) '\n');
                length++;
            }
            digest.update(line.bytes());
            length += line.bytes().length;
            ended = line.ended();
        }

        /** Whether its last newline is there. */
        boolean ended() {
            return ended;
        }

        TornLine read() {
            return new TornLine(length, HexFormat.of().formatHex(digest.digest()));
        }

        private static MessageDigest digest() {
            try {
                return MessageDigest.getInstance("SHA-256");
            } catch (NoSuchAlgorithmException impossible) {
                throw new AssertionError("every Java platform has SHA-256", impossible);
            }
        }
    }
}
