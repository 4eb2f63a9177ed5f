package io.github.vitals.health.page;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Style, script and icons, under names that have a digest of the content in them: whoever has one may keep it for ever.
 */
final class Assets {
    private static final String PREFIX = "/assets/";
    private static final int DIGEST = 6;
    private static final String SVG = "image/svg+xml";

    private final Map<String, Asset> byPath = new HashMap<>();
    private final String style;
    private final String script;
    private final Map<HealthStatus, String> icons = new HashMap<>();

    /** One file, as it is and compressed. */
    private record Asset(HealthResponse plain, HealthResponse compressed) {}

    Assets() {
        this.style = put("page", "css", "text/css; charset=utf-8", resource("page.css"));
        this.script = put("page", "js", "text/javascript; charset=utf-8", resource("page.js"));
        for (HealthStatus status : HealthStatus.values()) {
            byte[] icon = Marks.icon(status).getBytes(StandardCharsets.UTF_8);
            icons.put(status, put(Words.key(status), "svg", SVG, icon));
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Assets.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + ": missing (expected: in the jar, beside " + Assets.class + ")");
            }
            return in.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    private String put(String name, String extension, String type, byte[] content) {
        String digest = HexFormat.of().formatHex(Arrays.copyOf(Html.sha256(content), DIGEST));
        String path = PREFIX + name + "." + digest + "." + extension;
        byPath.put(
                path,
                new Asset(
                        cached(HealthResponse.of(200, type, content), digest),
                        cached(HealthResponse.of(200, type, gzip(content, Deflater.BEST_COMPRESSION)), digest + "-gzip")
                                .withHeader("Content-Encoding", "gzip")));
        return path.substring(1);
    }

    private static HealthResponse cached(HealthResponse response, String tag) {
        return response.withHeader("Cache-Control", "public, max-age=31536000, immutable")
                .withHeader("ETag", '"' + tag + '"')
                .withHeader("Vary", "Accept-Encoding")
                .withHeader("Content-Security-Policy", "default-src 'none'");
    }

    static byte[] gzip(byte[] content, int level) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(content.length / 4 + 64);
        try (OutputStream out = new GZIPOutputStream(bytes) {
            {
                def.setLevel(level);
            }
        }) {
            out.write(content);
        } catch (IOException impossible) {
            throw new UncheckedIOException("an array takes what it is given", impossible);
        }
        return bytes.toByteArray();
    }

    /** Relative to the page's root, as are the others. */
    String style() {
        return style;
    }

    String script() {
        return script;
    }

    String icon(HealthStatus status) {
        return icons.getOrDefault(status, "");
    }

    Optional<HealthResponse> respond(HealthRequest request) {
        Asset asset = byPath.get(request.path());
        if (asset == null) {
            return Optional.empty();
        }
        boolean compressed = request.weight("Accept-Encoding", "gzip") > 0;
        return Optional.of((compressed ? asset.compressed : asset.plain).to(request));
    }
}
