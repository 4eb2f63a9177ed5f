package io.github.vitals.health.http;

import io.github.vitals.health.FailureReason;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import okhttp3.HttpUrl;

/** The way that redirects lead in one run. Not thread-safe. */
final class Redirects {
    private final int limit;
    private final List<Ask> asked = new ArrayList<>();

    Redirects(int limit) {
        this.limit = limit;
    }

    int followed() {
        return Math.max(0, asked.size() - 1);
    }

    void asked(Ask ask) {
        asked.add(ask);
    }

    /** What to ask after an answer with this status; nothing if it is the answer to be judged. */
    Optional<Ask> next(Ask ask, int status, Optional<String> location) throws Refused {
        if (limit == 0 || location.isEmpty() || !leadsOn(status)) {
            return Optional.empty();
        }
        HttpUrl url = ask.url().resolve(location.get());
        if (url == null) {
            throw refused("to what is not an http or https URI", Stream.empty());
        }
        Ask next = followed(ask, status, url);
        refuseUnsafe(ask, next);
        if (asked.stream().anyMatch(next::same)) {
            throw refused("in a loop", Stream.of(next));
        }
        if (followed() >= limit) {
            throw refused("more often than " + limit + " times", Stream.of(next));
        }
        return Optional.of(next);
    }

    private static boolean leadsOn(int status) {
        return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    }

    /** As RFC 9110 has it, 15.4: 307 and 308 repeat the request, the others ask with GET unless it was HEAD. */
    private static Ask followed(Ask ask, int status, HttpUrl url) {
        boolean atHome = ask.atHome() && Ask.origin(url).equals(ask.origin());
        if (status == 307 || status == 308 || ask.method().equals("HEAD")) {
            return new Ask(url, ask.method(), ask.body(), atHome);
        }
        return new Ask(url, "GET", null, atHome);
    }

    private void refuseUnsafe(Ask from, Ask to) throws Refused {
        if (from.url().isHttps() && !to.url().isHttps()) {
            throw refused("from https to http", Stream.of(to));
        }
        if (!to.atHome() && !to.method().equals("GET") && !to.method().equals("HEAD")) {
            throw refused("to another origin, which a " + to.method() + " does not follow", Stream.of(to));
        }
    }

    private Refused refused(String why, Stream<Ask> to) {
        String way = Stream.concat(asked.stream(), to).map(Ask::origin).collect(Collectors.joining(" → "));
        return new Refused(FailureReason.REDIRECT, "redirected " + why + ": " + way);
    }
}
