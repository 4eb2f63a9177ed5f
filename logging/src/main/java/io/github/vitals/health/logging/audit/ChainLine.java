package io.github.vitals.health.logging.audit;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A line with its place in the chain: the last three members of its object, in this order and without blanks. The hash
 * is made of all before its own member.
 */
record ChainLine(AuditHead head, String previous, String made, Optional<TornLine> torn) {
    /** What the place takes at most, in bytes. */
    static final int LONGEST_PLACE = 256;

    private static final String HEX = "([0-9a-f]{64})";
    private static final Pattern PLACE = Pattern.compile(
            "(?:,\"audit\\.torn\\.bytes\":([1-9][0-9]{0,17}),\"audit\\.torn\\.sha256\":\"" + HEX + "\")?"
                    + ",\"audit\\.sequence\":([1-9][0-9]{0,17}),\"audit\\.previous\":\"" + HEX + "\""
                    + ",\"audit\\.hash\":\"" + HEX + "\"}$");
    private static final int TAIL = 512;
    private static final int HASH_MEMBER = ",\"audit.hash\":\"\"}".length() + Seal.LENGTH;

    /** The bytes of the line that follows a head, its newline included. */
    static Written following(AuditHead head, byte[] begun, Seal seal) {
        byte[] place = (",\"audit.sequence\":" + (head.sequence() + 1) + ",\"audit.previous\":\"" + head.hash() + "\"")
                .getBytes(StandardCharsets.US_ASCII);
        byte[] said = Arrays.copyOf(begun, begun.length + place.length);
        System.arraycopy(place, 0, said, begun.length, place.length);
        String hash = seal.of(head.hash(), said, 0, said.length);
        byte[] end = (",\"audit.hash\":\"" + hash + "\"}\n").getBytes(StandardCharsets.US_ASCII);
        byte[] line = Arrays.copyOf(said, said.length + end.length);
        System.arraycopy(end, 0, line, said.length, end.length);
        return new Written(new AuditHead(head.sequence() + 1, hash), line);
    }

    /** A line as it goes to the file, and the head that it makes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Written(AuditHead head, byte[] bytes) {}

    /** Reads a line without its newline; null if it has no place in a chain. */
    static @Nullable ChainLine read(byte[] line, Seal seal) {
        int from = Math.max(0, line.length - TAIL);
        Matcher place = PLACE.matcher(new String(line, from, line.length - from, StandardCharsets.ISO_8859_1));
        if (line.length == 0 || line[0] != '{' || !place.find()) {
            return null;
        }
        Optional<TornLine> torn =
                Optional.ofNullable(place.group(1)).map(length -> new TornLine(Long.parseLong(length), place.group(2)));
        AuditHead head = new AuditHead(Long.parseLong(place.group(3)), place.group(5));
        String previous = place.group(4);
        return new ChainLine(head, previous, seal.of(previous, line, 0, line.length - HASH_MEMBER), torn);
    }

    /** Whether it says what was written. */
    boolean sealed() {
        return made.equals(head.hash());
    }

    boolean follows(AuditHead before) {
        return head.sequence() == before.sequence() + 1 && previous.equals(before.hash());
    }
}
