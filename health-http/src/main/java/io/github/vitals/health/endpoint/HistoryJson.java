package io.github.vitals.health.endpoint;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.ErrorBudget;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.Incident;
import io.github.vitals.health.history.Uptime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Consumer;
import java.util.function.Function;

/** The past as JSON; fields without a value are left out. */
final class HistoryJson implements HistoryRendering {
    private static final HealthStatus[] STATUSES = HealthStatus.values();

    private final double target;

    /** {@code target} is what error budgets are counted against. */
    HistoryJson(double target) {
        this.target = target;
    }

    @Override
    public HealthResponse keys(HistoryWindow window, List<Entry> entries) {
        Items items = Items.fitting(
                entries,
                (entry, whole) -> Json.object(json -> {
                    head(json, entry.key());
                    json.field("href", entry.href());
                    uptime(json, entry.uptime());
                }));
        return document(json -> {
            window(json, window);
            items.write(json, "keys");
        });
    }

    @Override
    public HealthResponse buckets(
            HistoryKey key, HistoryWindow window, List<HistoryBucket> buckets, HistoryBucket total) {
        Items items = Items.fitting(
                buckets,
                (bucket, whole) -> Json.object(json -> {
                    json.field("start", bucket.start());
                    bucket(json, bucket);
                }));
        return document(json -> {
            head(json, key);
            window(json, window);
            items.write(json, "buckets");
            json.object("total", it -> bucket(it, total));
            json.object("uptime", it -> figures(it, total.uptime()));
        });
    }

    @Override
    public HealthResponse uptime(HistoryKey key, HistoryWindow window, Uptime uptime) {
        return document(json -> {
            head(json, key);
            window(json, window);
            uptime(json, uptime);
        });
    }

    @Override
    public HealthResponse transitions(HistoryKey key, HistoryRange range, List<HealthTransition> transitions) {
        Items items = Items.fitting(
                transitions,
                (transition, whole) -> Json.object(json -> {
                    json.field("from", transition.from().name());
                    json.field("to", transition.to().name());
                    json.present("reason", transition.reason().map(FailureReason::label));
                    message(json, transition.message(), whole);
                    json.present("rootCause", transition.rootCause());
                    json.field("at", transition.at());
                    json.seconds("lastedSeconds", transition.lasted());
                }));
        return document(json -> {
            head(json, key);
            window(json, range.from(), range.to());
            items.write(json, "transitions");
        });
    }

    @Override
    public HealthResponse incidents(HistoryKey key, HistoryRange range, List<Incident> incidents) {
        Items items = Items.fitting(
                incidents,
                (incident, whole) -> Json.object(json -> {
                    json.field("worst", incident.worst().name());
                    json.field("from", incident.from());
                    incident.to().ifPresent(end -> {
                        json.field("to", end);
                        json.seconds("lastedSeconds", incident.lasted(end));
                    });
                    json.present("reason", incident.reason().map(FailureReason::label));
                    message(json, incident.message(), whole);
                    json.present("rootCause", incident.rootCause());
                }));
        return document(json -> {
            head(json, key);
            window(json, range.from(), range.to());
            items.write(json, "incidents");
        });
    }

    private static HealthResponse document(Consumer<Json> fields) {
        return HealthResponse.owning(200, Problem.JSON, Json.document(fields));
    }

    private static void head(Json json, HistoryKey key) {
        json.field("subject", HistoryQuestion.word(key));
        json.field("name", key.name());
    }

    private static void window(Json json, HistoryWindow window) {
        json.object("window", it -> {
            it.field("from", window.from());
            it.field("to", window.to());
            it.seconds("stepSeconds", window.step());
        });
    }

    private static void window(Json json, Instant from, Instant to) {
        json.object("window", it -> {
            it.field("from", from);
            it.field("to", to);
        });
    }

    private static void message(Json json, String message, boolean whole) {
        if (whole) {
            json.present("message", message);
        } else if (!message.isEmpty()) {
            json.field("messageOmitted", true);
        }
    }

    private static void bucket(Json json, HistoryBucket bucket) {
        json.present("worst", bucket.worst());
        times(json, bucket::time, bucket.width().minus(bucket.known()));
        json.field("runs", bucket.runs());
        json.field("outages", bucket.outages());
        json.object("failures", it -> bucket.failures().forEach((reason, count) -> it.field(reason.label(), count)));
        percentiles(json, bucket.latency().percentiles(50, 95, 99));
    }

    private static void percentiles(Json json, List<Duration> found) {
        if (!found.isEmpty()) {
            json.seconds("p50Seconds", found.get(0));
            json.seconds("p95Seconds", found.get(1));
            json.seconds("p99Seconds", found.get(2));
        }
    }

    private static void times(Json json, Function<HealthStatus, Duration> time, Duration noData) {
        json.object("seconds", it -> {
            for (HealthStatus status : STATUSES) {
                it.seconds(status.name(), time.apply(status));
            }
        });
        json.seconds("noDataSeconds", noData);
    }

    private void uptime(Json json, Uptime uptime) {
        times(json, uptime::time, uptime.noData());
        json.object("uptime", it -> figures(it, uptime));
    }

    private void figures(Json json, Uptime uptime) {
        ratio(json, "ratio", uptime.ratio());
        ratio(json, "ratioWithMaintenance", uptime.ratio(Uptime.Maintenance.COUNTED));
        json.value("coverage", uptime.coverage());
        json.field("outages", uptime.outages());
        uptime.meanTimeToRepair().ifPresent(mean -> json.seconds("meanTimeToRepairSeconds", mean));
        uptime.meanTimeBetweenFailures().ifPresent(mean -> json.seconds("meanTimeBetweenFailuresSeconds", mean));
        uptime.errorBudget(target).ifPresent(budget -> json.object("errorBudget", it -> budget(it, budget)));
    }

    private static void ratio(Json json, String name, OptionalDouble ratio) {
        ratio.ifPresent(value -> json.value(name, value));
    }

    private static void budget(Json json, ErrorBudget budget) {
        json.value("target", budget.target());
        json.seconds("allowedSeconds", budget.allowed());
        json.seconds("spentSeconds", budget.spent());
        finite(json, "burnRate", budget.burnRate());
        finite(json, "left", budget.left());
    }

    /** Where nothing is allowed and something was spent, it has no end, which JSON has no number for. */
    private static void finite(Json json, String name, double value) {
        if (Double.isFinite(value)) {
            json.value(name, value);
        }
    }
}
