package io.github.vitals.health.http;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import okhttp3.MediaType;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** The decoded body of an answer, as far as it was kept. Not thread-safe. */
final class Body {
    private final byte[] bytes;
    private final @Nullable MediaType type;
    private final boolean cut;
    private @Nullable String text;
    private @Nullable Json json;

    Body(byte[] bytes, @Nullable String contentType, boolean cut) {
        this.bytes = bytes;
        this.type = contentType == null ? null : MediaType.parse(contentType);
        this.cut = cut;
    }

    /** Whether there was more than is here. */
    boolean cut() {
        return cut;
    }

    int length() {
        return bytes.length;
    }

    /** In the charset that it says it has, else in UTF-8. */
    String text() {
        String decoded = text;
        if (decoded == null) {
            decoded = new String(bytes, charset());
            text = decoded;
        }
        return decoded;
    }

    private Charset charset() {
        Charset named = type == null ? null : type.charset();
        return named == null ? StandardCharsets.UTF_8 : named;
    }

    /** Whether it is meant to be read by people or is near enough to it. */
    boolean readable() {
        if (type == null) {
            return text().indexOf('\0') < 0;
        }
        return type.type().equals("text")
                || type.subtype().endsWith("json")
                || type.subtype().endsWith("xml")
                || type.subtype().equals("x-www-form-urlencoded");
    }

    Json json() {
        Json read = json;
        if (read == null) {
            read = parsed();
            json = read;
        }
        return read;
    }

    private Json parsed() {
        if (cut) {
            return new Json(null, "the body is longer than the " + bytes.length + " B that are read");
        }
        try {
            return new Json(JsonTree.parse(bytes), null);
        } catch (JacksonException invalid) {
            return new Json(null, "the body is not JSON: " + invalid.getOriginalMessage());
        }
    }

    /**
     * What the body holds as JSON, or why that is not known.
     *
     * @param value maps, lists, texts, numbers, booleans and nulls
     * @param problem null if there is none
     */
    record Json(@Nullable Object value, @Nullable String problem) {}
}
