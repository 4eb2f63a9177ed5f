package io.github.vitals.health.page;

import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import java.util.zip.Deflater;

/** How a page gets to a browser: compressed if it may be, not sent again if it is known, and with nothing foreign in it. */
final class Delivery {
    private static final String HTML = "text/html; charset=utf-8";
    private static final String POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
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
        return guarded.to(request);
    }
}
