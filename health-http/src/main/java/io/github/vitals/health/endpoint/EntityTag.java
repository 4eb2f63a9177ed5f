package io.github.vitals.health.endpoint;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** The tag of a body, and whether a caller has it already (RFC 9110, sections 8.8.3 and 13.1.2). */
final class EntityTag {
    private static final int BYTES = 16;

    private EntityTag() {}

    static String of(byte[] body) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(body);
            return '"' + HexFormat.of().formatHex(digest, 0, BYTES) + '"';
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    static boolean matches(String ifNoneMatch, String tag) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .map(each -> each.startsWith("W/") ? each.substring(2) : each)
                .anyMatch(each -> each.equals("*") || each.equals(tag));
    }
}
