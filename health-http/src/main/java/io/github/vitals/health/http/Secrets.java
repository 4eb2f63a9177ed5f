package io.github.vitals.health.http;

import io.github.vitals.health.HealthResult;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What a check sends and must not be shown, also when the target sends it back. */
record Secrets(List<String> texts) {
    static final Secrets NONE = new Secrets(List.of());
    private static final String MASK = "***";
    /** A shorter one would hide half of any text, and is none. */
    private static final int SHORTEST = 4;

    /** The values of headers, what a header {@code Authorization} is made of, the query and the body. */
    static Secrets of(Map<String, String> headers, HttpUrl url, @Nullable Payload body) {
        Stream<String> sent = headers.entrySet().stream()
                .filter(header -> !RequestSpec.harmless(header.getKey()))
                .flatMap(header -> parts(header.getValue()));
        Stream<String> asked = IntStream.range(0, url.querySize()).mapToObj(url::queryParameterValue);
        return of(Stream.of(sent, asked, Stream.ofNullable(body).map(Payload::text))
                .flatMap(Function.identity()));
    }

    /** The value, and the credentials in it: what comes after the scheme, and the password in that. */
    private static Stream<String> parts(String value) {
        String credentials = value.substring(value.indexOf(' ') + 1);
        if (!value.startsWith("Basic ")) {
            return Stream.of(value, credentials);
        }
        try {
            String pair = new String(Base64.getDecoder().decode(credentials), StandardCharsets.UTF_8);
            return Stream.of(value, credentials, pair.substring(pair.indexOf(':') + 1));
        } catch (IllegalArgumentException notBasic) {
            return Stream.of(value, credentials);
        }
    }

    Secrets with(@Nullable String token) {
        return token == null ? this : of(Stream.concat(texts.stream(), Stream.of(token)));
    }

    private static Secrets of(Stream<@Nullable String> texts) {
        return new Secrets(texts.filter(Objects::nonNull)
                .filter(text -> text.length() >= SHORTEST)
                .sorted((a, b) -> b.length() - a.length())
                .toList());
    }

    String scrub(String text) {
        String scrubbed = text;
        for (String secret : texts) {
            scrubbed = scrubbed.replace(secret, MASK);
        }
        return scrubbed;
    }

    /** The value as it may be shown under a name, which may be that of a secret. */
    String shown(String name, String value) {
        Object kept = HealthResult.up().detail(name, scrub(value)).details().get(name);
        return kept == null ? MASK : kept.toString();
    }
}
