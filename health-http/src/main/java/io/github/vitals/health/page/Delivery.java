package io.github.vitals.health.page;

import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;

/** How a page gets to a browser: compressed if it may be, not sent again if it is known, and with nothing foreign in it. */
final class Delivery {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
            + "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors ";

    /** Smaller than this, it fits a packet as it is. */
    private static final int WORTHWHILE = 1_000;

    private Delivery() {}

    static HealthResponse page(HealthRequest request, int code, Html html, boolean framed) {
        boolean compressed = request.weight("Accept-Encoding", "gzip") > 0;
        byte[] body = html.bytes();
        HealthResponse response = compressed && body.length > WORTHWHILE
                ? HealthResponse.of(code, HTML, Assets.gzip(body, Deflater.DEFAULT_COMPRESSION))
                        .withHeader("Content-Encoding", "gzip")
                : HealthResponse.of(code, HTML, body);
        HealthResponse guarded = response.withHeader("Cache-Control", "private, no-cache")
                .withHeader("Vary", "Accept-Encoding, Authorization, Cookie")
                .withHeader("ETag", html.tag())
                .withHeader("Referrer-Policy", "same-origin")
                .withHeader("Content-Security-Policy", POLICY + (framed ? "*" : "'none'"));
        return code == 200 ? conditional(request, guarded) : guarded;
    }

    /** Whoever has it already is told no more than that (RFC 9110, section 13.1.2). */
    static HealthResponse conditional(HealthRequest request, HealthResponse response) {
        String tag = opaque(response.headers().getOrDefault("ETag", ""));
        boolean known = Arrays.stream(request.header("If-None-Match").orElse("").split(",", -1))
                .map(String::strip)
                .anyMatch(each -> each.equals("*") || opaque(each).equals(tag));
        return known ? response.notModified() : response;
    }

    private static String opaque(String tag) {
        return tag.startsWith("W/") ? tag.substring(2) : tag;
    }

    static HealthResponse methodNotAllowed() {
        return HealthResponse.of(
                        405,
                        "text/plain; charset=utf-8",
                        "method not allowed (expected: GET or HEAD)\n".getBytes(StandardCharsets.UTF_8))
                .withHeader("Allow", "GET, HEAD");
    }
}
