package io.github.vitals.health.http;

import okhttp3.MediaType;
import okhttp3.RequestBody;

/** The body of a request. */
record Payload(MediaType type, RequestBody body) {
    static Payload of(String contentType, byte[] bytes) {
        MediaType type = MediaType.parse(contentType);
        if (type == null) {
            throw new IllegalArgumentException(
                    "contentType: " + Target.printable(contentType) + " (expected: type/subtype)");
        }
        return new Payload(type, RequestBody.create(bytes.clone(), type));
    }
}
