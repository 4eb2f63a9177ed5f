package io.github.vitals.health.http;

import io.github.vitals.health.outbound.Shown;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * One request of a run: the first, or one that a redirect led to.
 *
 * @param url what to ask
 * @param method how
 * @param body what to send
 * @param atHome whether no redirect has led to another origin yet, so that headers and credentials may be sent
 */
record Ask(HttpUrl url, String method, @Nullable Payload body, boolean atHome) {
    /** Scheme, host and port, which is all of it that may be shown. */
    String origin() {
        return origin(url);
    }

    static String origin(HttpUrl url) {
        HttpUrl bare = new HttpUrl.Builder()
                .scheme(url.scheme())
                .host(url.host())
                .port(url.port())
                .build();
        String text = bare.toString();
        return Shown.printable(text.substring(0, text.length() - 1));
    }

    /** Whether it is the same question, so that asking it again leads to the same answer. */
    boolean same(Ask other) {
        return url.equals(other.url) && method.equals(other.method);
    }
}
