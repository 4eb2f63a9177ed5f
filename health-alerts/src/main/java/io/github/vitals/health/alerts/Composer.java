package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.ActiveAlert.Acknowledgement;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.AlertNotification.About;
import io.github.vitals.health.alerts.channel.AlertNotification.Affected;
import io.github.vitals.health.alerts.channel.AlertNotification.Facts;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import io.github.vitals.health.alerts.channel.AlertNotification.Origin;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes messages. */
final class Composer {
    private static final int MOST_NAMES = 20;

    private final String service;
    private final @Nullable URI statusPage;

    Composer(String service, @Nullable URI statusPage) {
        this.service = service;
        this.statusPage = statusPage;
    }

    /** {@code total} is how many others were told in this outage, also if they are over. */
    AlertNotification notification(
            Kind kind,
            Outage outage,
            Sighting about,
            List<Sighting> members,
            List<Sighting> affected,
            int total,
            Instant now) {
        List<String> others = Stream.concat(members.stream(), affected.stream())
                .filter(each -> !each.key().equals(about.key()))
                .map(Sighting::name)
                .distinct()
                .toList();
        boolean over = kind == Kind.RESOLVE;
        int count = over
                ? total
                : (int) Stream.concat(members.stream(), affected.stream())
                        .filter(each -> !each.key().equals(about.key()))
                        .count();
        AlertNotification told = new AlertNotification(
                over ? Kind.TRIGGER : kind,
                outage.lead.key(),
                new Origin(service, about.scope()),
                new About(about.rule(), about.subject(), about.name()),
                outage.severity,
                facts(outage, about),
                new Affected(count, others.subList(0, Math.min(MOST_NAMES, others.size()))),
                about.labels(),
                links(about),
                now);
        return over ? Notifications.resolved(told, now) : told;
    }

    private static Facts facts(Outage outage, Sighting about) {
        Finding finding = about.finding();
        return new Facts(
                finding.status(),
                finding.reason(),
                finding.message(),
                about.since(),
                Optional.empty(),
                finding.lastGood(),
                finding.latency(),
                outage.acknowledged.map(Acknowledgement::by));
    }

    private Map<String, String> links(Sighting about) {
        Map<String, String> links = new TreeMap<>(about.links());
        if (statusPage != null) {
            links.put("status", statusPage.toString());
        }
        return links;
    }
}
