package io.github.vitals.health.servers.history;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/** What a check was, from the first moment to the last, without a hole. Immutable. */
final class Timeline {
    private static final Duration MAINTENANCE_EVERY = Duration.ofDays(28);
    private static final Duration MAINTENANCE = Duration.ofMinutes(45);

    private final List<Span> spans;

    private Timeline(List<Span> spans) {
        this.spans = spans;
    }

    /** Well and ill in turn, as its temper is; up when it ends. */
    static Timeline invent(Temper temper, Random chance, Instant from, Instant until) {
        List<Span> spans = new ArrayList<>();
        Instant at = from;
        while (at.isBefore(until)) {
            Instant ill = earlier(at.plus(about(temper.well, chance)), until);
            spans.add(Span.up(at, ill));
            Instant well = earlier(ill.plus(about(temper.ill, chance)), until);
            addIllness(spans, temper, ill, well);
            at = well;
        }
        return new Timeline(spans.stream().filter(span -> !span.isEmpty()).toList()).upAtTheEnd(until);
    }

    /** The first fifth of it is slow only. */
    private static void addIllness(List<Span> spans, Temper temper, Instant from, Instant to) {
        Instant worse = from.plus(Duration.between(from, to).dividedBy(5));
        spans.add(new Span(from, worse, HealthStatus.DEGRADED, temper.reason, "slow: " + temper.message));
        spans.add(new Span(worse, to, HealthStatus.DOWN, temper.reason, temper.message));
    }

    private Timeline upAtTheEnd(Instant until) {
        Instant well = until.minus(Duration.ofMinutes(20));
        return with(Span.up(well, until));
    }

    /** Waits are short more often than long; to the second. */
    private static Duration about(Duration mean, Random chance) {
        return Duration.ofSeconds(30 + (long) (-Math.log(1 - chance.nextDouble()) * mean.toSeconds()));
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    /** The same, with maintenance every four weeks. */
    Timeline maintained(Instant first, Instant until) {
        Timeline maintained = this;
        for (Instant at = first; at.isBefore(until); at = at.plus(MAINTENANCE_EVERY)) {
            maintained = maintained.with(
                    new Span(at, at.plus(MAINTENANCE), HealthStatus.MAINTENANCE, null, "planned: new version"));
        }
        return maintained;
    }

    /** The same, except for one time. */
    Timeline with(Span exception) {
        List<Span> changed = new ArrayList<>();
        boolean put = false;
        for (Span span : spans) {
            changed.add(span.between(Instant.MIN, exception.from()));
            if (!put && span.to().isAfter(exception.from())) {
                changed.add(exception.between(
                        spans.get(0).from(), spans.get(spans.size() - 1).to()));
                put = true;
            }
            changed.add(span.between(exception.to(), Instant.MAX));
        }
        return new Timeline(changed.stream().filter(span -> !span.isEmpty()).toList());
    }

    /** The worst of several, as a group is. */
    static Timeline worst(List<Timeline> members) {
        Timeline worst = new Timeline(members.get(0).spans.stream()
                .map(span -> span.status() == null ? span : Span.up(span.from(), span.to()))
                .toList());
        for (HealthStatus status : List.of(HealthStatus.DEGRADED, HealthStatus.DOWN)) {
            for (Timeline member : members) {
                for (Span span : member.spans) {
                    worst = span.status() == status
                            ? worst.with(new Span(span.from(), span.to(), status, null, "", span.told()))
                            : worst;
                }
            }
        }
        return worst;
    }

    List<Span> spans() {
        return spans;
    }

    /** What a listener would have been told. */
    List<HealthTransition> transitions(HistoryKey key) {
        List<HealthTransition> transitions = new ArrayList<>();
        HealthStatus before = HealthStatus.UNKNOWN;
        Instant since = spans.get(0).from();
        for (Span span : spans) {
            HealthStatus status = span.status();
            if (status != null && status != before && span.told()) {
                transitions.add(new HealthTransition(
                        key.subject(),
                        key.name(),
                        before,
                        status,
                        Optional.ofNullable(span.reason()),
                        span.message(),
                        Optional.empty(),
                        span.from(),
                        Duration.between(since, span.from())));
                before = status;
                since = span.from();
            }
        }
        return transitions;
    }
}
