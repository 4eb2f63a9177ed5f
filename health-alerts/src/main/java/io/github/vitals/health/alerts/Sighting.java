package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.alerting.AlertSeverity;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * That one instance sees a rule fire. It carries what its rule says, so that another instance can send it, also one that
 * runs another version of the rules.
 *
 * @param quiet whether it is a quiet hour for the rule
 * @param channels by which it is told; empty for all
 */
record Sighting(
        String key,
        String rule,
        Subject subject,
        String name,
        String scope,
        Set<String> tags,
        AlertSeverity severity,
        Instant since,
        Finding finding,
        boolean quiet,
        Map<String, String> labels,
        Map<String, String> links,
        Set<String> channels,
        Duration remind) {

    Sighting {
        tags = new TreeSet<>(tags);
        labels = new TreeMap<>(labels);
        links = new TreeMap<>(links);
        channels = new TreeSet<>(channels);
    }

    /** Of two instances that see the same, what is worse counts, and when it was first seen. */
    Sighting with(Sighting other) {
        Sighting worse = other.severity.compareTo(severity) > 0 ? other : this;
        Instant first = other.since.isBefore(since) ? other.since : since;
        return new Sighting(
                key,
                rule,
                subject,
                name,
                scope,
                worse.tags,
                worse.severity,
                first,
                worse.finding,
                quiet && other.quiet,
                worse.labels,
                worse.links,
                worse.channels,
                worse.remind);
    }

    /** Whether there is the same to tell. */
    boolean sameAs(Sighting other) {
        return severity == other.severity
                && quiet == other.quiet
                && since.equals(other.since)
                && finding.status() == other.finding.status()
                && finding.reason().equals(other.finding.reason())
                && finding.rootCause().equals(other.finding.rootCause())
                && finding.message().equals(other.finding.message());
    }

    Fields fields() {
        return Fields.empty()
                .put("key", key)
                .put("rule", rule)
                .put("subject", subject)
                .put("name", name)
                .put("scope", scope)
                .put("tags", tags)
                .put("severity", severity)
                .put("since", since)
                .put("finding", finding.fields())
                .put("quiet", quiet)
                .put("labels", labels)
                .put("links", links)
                .put("channels", channels)
                .put("remind", remind);
    }

    static Sighting of(Fields fields) {
        return new Sighting(
                fields.required("key"),
                fields.required("rule"),
                fields.required("subject", Subject.class),
                fields.required("name"),
                fields.required("scope"),
                new TreeSet<>(fields.texts("tags")),
                fields.required("severity", AlertSeverity.class),
                fields.requiredInstant("since"),
                Finding.of(fields.fields("finding")),
                fields.truth("quiet"),
                fields.map("labels"),
                fields.map("links"),
                new TreeSet<>(fields.texts("channels")),
                fields.duration("remind").orElse(Duration.ofHours(4)));
    }
}
