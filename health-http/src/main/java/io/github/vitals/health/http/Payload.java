package io.github.vitals.health.http;

import io.github.vitals.health.outbound.Shown;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import okhttp3.RequestBody;

/** The body of a request, and its text unless it is long. */
record Payload(MediaType type, RequestBody body, String text) {
    private static final int LONGEST = 4096;

    static Payload of(String contentType, byte[] bytes) {
        MediaType type = MediaType.parse(contentType);
        if (type == null) {
            throw new IllegalArgumentException(
                    "contentType: " + Shown.printable(contentType) + " (expected: type/subtype)");
        }
        String text = bytes.length > LONGEST ? "" : new String(bytes, StandardCharsets.UTF_8);
        return new Payload(type, RequestBody.create(bytes.clone(), type), text);
    }
}
