package io.github.vitals.health.page;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryOrigin;
import io.github.vitals.health.history.Incident;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Answers {@code /feed.atom}: the incidents of the last 30 days, the latest 100 at most, as Atom 1.0 (RFC 4287), to those
 * who see details. It tells of checks, and not of those that fail only because another does.
 */
final class IncidentFeed {
    private static final String PATH = "/feed.atom";
    private static final Duration REACH = Duration.ofDays(30);
    private static final int MOST = 100;

    /** Who gives the names, and since when they are given so (RFC 4151). */
    private static final String TAG = "tag:vitals-health.github.io,2026:";

    private static final String HEAD = """
            <?xml version="1.0" encoding="utf-8"?>
            <feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en">
            """;

    /** Relative, so that they are right wherever an application mounts the page. */
    private static final String LINKS = """
            <link rel="self" type="application/atom+xml" href="feed.atom"/>
            <link rel="alternate" type="text/html" href="./"/>
            """;

    private final HealthHistory history;
    private final Predicate<? super HealthRequest> details;

    /** {@code details} tells who may see it. */
    IncidentFeed(HealthHistory history, Predicate<? super HealthRequest> details) {
        this.history = history;
        this.details = details;
    }

    /** Empty if the path is another. */
    Optional<HealthResponse> respond(HealthRequest request) {
        return request.path().equals(PATH) ? Optional.of(answer(request).to(request)) : Optional.empty();
    }

    private HealthResponse answer(HealthRequest request) {
        if (!Refusal.isReading(request)) {
            return Refusal.method();
        }
        if (!details.test(request)) {
            return Refusal.forbidden(request);
        }
        Instant now = history.now();
        byte[] body = feed(incidents(now), now).getBytes(StandardCharsets.UTF_8);
        return HealthResponse.of(200, "application/atom+xml; charset=utf-8", body)
                .withHeader("Cache-Control", "private, no-cache")
                .tagged();
    }

    private List<Incident> incidents(Instant now) {
        return history.keys().stream()
                .filter(key -> key.subject() == Subject.CHECK)
                .flatMap(key -> history.incidents(key, now.minus(REACH), now).stream())
                .filter(incident -> incident.rootCause().isEmpty())
                .sorted(Comparator.comparing(Incident::from).reversed())
                .limit(MOST)
                .toList();
    }

    private String feed(List<Incident> incidents, Instant now) {
        HistoryOrigin origin = history.origin();
        String id = TAG + escapedPart(origin.service()) + "/" + escapedPart(origin.instance());
        // Without an entry, a time that is the same all day: the feed has not changed.
        Instant updated = incidents.stream()
                .map(IncidentFeed::updated)
                .max(Comparator.naturalOrder())
                .orElse(now.truncatedTo(ChronoUnit.DAYS));
        StringBuilder xml = new StringBuilder(HEAD);
        element(xml, "id", id);
        element(xml, "title", "Incidents of " + origin.service() + " on " + origin.instance());
        element(xml, "updated", updated.toString());
        xml.append(LINKS).append("<author>");
        element(xml, "name", origin.service());
        xml.append("</author>\n");
        incidents.forEach(incident -> entry(xml, id, incident));
        return xml.append("</feed>\n").toString();
    }

    private static void entry(StringBuilder xml, String feed, Incident incident) {
        String name = incident.key().name();
        xml.append("<entry>\n");
        element(xml, "id", feed + "/check/" + name + "/" + incident.from().toEpochMilli());
        element(xml, "title", title(incident));
        element(xml, "published", incident.from().toString());
        element(xml, "updated", updated(incident).toString());
        // Names need no escaping in a path.
        xml.append("<link rel=\"alternate\" type=\"text/html\" href=\"history/").append(name);
        xml.append("\"/>\n<category term=\"").append(incident.worst()).append("\"/>\n");
        element(xml, "summary", summary(incident));
        xml.append("</entry>\n");
    }

    private static Instant updated(Incident incident) {
        return incident.to().orElse(incident.from());
    }

    private static String title(Incident incident) {
        String name = incident.key().name();
        return incident.to()
                .map(end -> name + " was " + incident.worst() + " for " + length(incident.lasted(end)))
                .orElse(name + " is " + incident.worst());
    }

    private static String summary(Incident incident) {
        StringBuilder text = new StringBuilder().append(incident.worst());
        incident.reason()
                .map(FailureReason::label)
                .ifPresent(reason -> text.append(" (").append(reason).append(')'));
        text.append(" from ").append(incident.from());
        incident.to().ifPresent(end -> text.append(" to ").append(end));
        return text.append(incident.message().isEmpty() ? "" : ": " + incident.message())
                .toString();
    }

    private static String length(Duration length) {
        if (length.toMinutes() < 2) {
            return length.toSeconds() + " s";
        }
        return length.toHours() < 2
                ? length.toMinutes() + " min"
                : length.toHours() + " h " + length.toMinutesPart() + " min";
    }

    private static void element(StringBuilder xml, String name, String text) {
        xml.append('<').append(name).append('>').append(Xml.escaped(text));
        xml.append("</").append(name).append(">\n");
    }

    /** As one part of a URI. */
    private static String escapedPart(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
