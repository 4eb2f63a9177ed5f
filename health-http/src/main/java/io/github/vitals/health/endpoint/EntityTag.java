package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthReport;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.CRC32;

/** The tag of an answer, and whether a caller has it already (RFC 9110, sections 8.8.3 and 13.1.2). */
final class EntityTag {
    private static final int BYTES = 16;

    private EntityTag() {}

    /** The tag of a body that says nothing but a status, of which there are few: a short sum tells them apart. */
    static String of(byte[] body) {
        CRC32 sum = new CRC32();
        sum.update(body);
        return '"' + Long.toHexString(sum.getValue()) + '-' + body.length + '"';
    }

    /** The tag of any body. */
    static String ofAny(byte[] body) {
        return '"' + HexFormat.of().formatHex(sha256(body), 0, BYTES) + '"';
    }

    /** A weak tag: the same as long as what is judged is, whenever checks were run and whatever data they gave. */
    static String judged(Shape shape, HealthReport report) {
        return judged(shape, report.group().name() + report.status() + report.message(), report.states());
    }

    static String judged(Shape shape, CheckState state) {
        return judged(shape, "", List.of(state));
    }

    private static String judged(Shape shape, String head, List<CheckState> states) {
        StringBuilder text = new StringBuilder(shape.name()).append(head);
        for (CheckState state : states) {
            text.append('\n').append(state.name()).append(' ').append(state.status());
            text.append(state.reason()).append(state.since()).append(state.rootCause());
            text.append(state.message());
        }
        byte[] digest = sha256(text.toString().getBytes(StandardCharsets.UTF_8));
        return "W/\"" + HexFormat.of().formatHex(digest, 0, BYTES) + '"';
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException impossible) {
            throw new AssertionError("every Java platform has SHA-256", impossible);
        }
    }

    /** Whether it is among the tags of a header {@code If-None-Match}, compared weakly as that header wants it. */
    static boolean matches(String ifNoneMatch, String tag) {
        return Arrays.stream(ifNoneMatch.split(",", -1))
                .map(String::strip)
                .anyMatch(each -> each.equals("*") || opaque(each).equals(opaque(tag)));
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }
}
