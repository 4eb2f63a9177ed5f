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
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The past as comma-separated values, with a line of names first; a cell without a value is empty. */
final class HistoryCsv implements HistoryRendering {
    private static final String TYPE = "text/csv; charset=utf-8; header=present";
    private static final HealthStatus[] STATUSES = HealthStatus.values();

    private static final String TIMES =
            "up_seconds,maintenance_seconds,degraded_seconds,unknown_seconds,down_seconds,no_data_seconds";
    private static final String BUCKETS = "start,end,worst," + TIMES
            + ",runs,outages,failures,failures_by_reason,p50_seconds,p95_seconds,p99_seconds\r\n";
    private static final String UPTIMES = "subject,name,from,to," + TIMES
            + ",uptime,uptime_with_maintenance,coverage,outages,mean_time_to_repair_seconds,"
            + "mean_time_between_failures_seconds,target,error_budget_allowed_seconds,error_budget_spent_seconds\r\n";
    private static final String TRANSITIONS = "at,subject,name,from,to,lasted_seconds,reason,root_cause,message\r\n";
    private static final String INCIDENTS = "from,to,subject,name,worst,lasted_seconds,reason,root_cause,message\r\n";

    /** In place of what does not fit. */
    private static final String OMITTED = "…";

    private final double target;

    /** {@code target} is what error budgets are counted against. */
    HistoryCsv(double target) {
        this.target = target;
    }

    @Override
    public HealthResponse keys(HistoryWindow window, List<Entry> entries) {
        return table(UPTIMES, entries, (entry, whole) -> uptime(entry.key(), entry.uptime()));
    }

    @Override
    public HealthResponse buckets(
            HistoryKey key, HistoryWindow window, List<HistoryBucket> buckets, HistoryBucket total) {
        return table(BUCKETS, buckets, (bucket, whole) -> bucket(bucket));
    }

    @Override
    public HealthResponse uptime(HistoryKey key, HistoryWindow window, Uptime uptime) {
        return table(UPTIMES, List.of(uptime), (only, whole) -> uptime(key, only));
    }

    @Override
    public HealthResponse transitions(HistoryKey key, HistoryRange range, List<HealthTransition> transitions) {
        return table(
                TRANSITIONS,
                transitions,
                (transition, whole) -> new CsvRow()
                        .text(transition.at().toString())
                        .text(HistoryQuestion.word(key))
                        .text(key.name())
                        .text(transition.from().name())
                        .text(transition.to().name())
                        .seconds(transition.lasted())
                        .text(transition.reason().map(FailureReason::label).orElse(""))
                        .text(transition.rootCause().orElse(""))
                        .text(whole ? transition.message() : OMITTED)
                        .line());
    }

    @Override
    public HealthResponse incidents(HistoryKey key, HistoryRange range, List<Incident> incidents) {
        return table(
                INCIDENTS,
                incidents,
                (incident, whole) -> new CsvRow()
                        .text(incident.from().toString())
                        .text(incident.to().map(Object::toString).orElse(""))
                        .text(HistoryQuestion.word(key))
                        .text(key.name())
                        .text(incident.worst().name())
                        .seconds(incident.to().map(incident::lasted))
                        .text(incident.reason().map(FailureReason::label).orElse(""))
                        .text(incident.rootCause().orElse(""))
                        .text(whole ? incident.message() : OMITTED)
                        .line());
    }

    /** What did not fit is counted in a header: the form has no place for it. */
    private static <T> HealthResponse table(String names, List<T> all, Items.Writer<T> writer) {
        Items rows = Items.fitting(all, writer);
        HealthResponse response =
                HealthResponse.owning(200, TYPE, Utf8.encode(names + String.join("", rows.written())));
        return rows.omitted() == 0
                ? response
                : response.withHeader("Health-Rows-Omitted", Integer.toString(rows.omitted()));
    }

    private static String bucket(HistoryBucket bucket) {
        CsvRow row = new CsvRow()
                .text(bucket.start().toString())
                .text(bucket.end().toString())
                .text(bucket.worst().map(HealthStatus::name).orElse(""));
        times(row, bucket::time, bucket.width().minus(bucket.known()));
        row.number(bucket.runs())
                .number(bucket.outages())
                .number(bucket.failures().values().stream()
                        .mapToInt(Integer::intValue)
                        .sum())
                .text(byReason(bucket));
        List<Duration> percentiles = bucket.latency().percentiles(50, 95, 99);
        for (int i = 0; i < 3; i++) {
            row.seconds(percentiles.isEmpty() ? Optional.empty() : Optional.of(percentiles.get(i)));
        }
        return row.line();
    }

    private static String byReason(HistoryBucket bucket) {
        return bucket.failures().entrySet().stream()
                .map(each -> each.getKey().label() + ":" + each.getValue())
                .collect(Collectors.joining(" "));
    }

    private static void times(CsvRow row, Function<HealthStatus, Duration> time, Duration noData) {
        for (HealthStatus status : STATUSES) {
            row.seconds(time.apply(status));
        }
        row.seconds(noData);
    }

    private String uptime(HistoryKey key, Uptime uptime) {
        CsvRow row = new CsvRow()
                .text(HistoryQuestion.word(key))
                .text(key.name())
                .text(uptime.from().toString())
                .text(uptime.to().toString());
        times(row, uptime::time, uptime.noData());
        Optional<ErrorBudget> budget = uptime.errorBudget(target);
        return row.number(uptime.ratio())
                .number(uptime.ratio(Uptime.Maintenance.COUNTED))
                .number(OptionalDouble.of(uptime.coverage()))
                .number(uptime.outages())
                .seconds(uptime.meanTimeToRepair())
                .seconds(uptime.meanTimeBetweenFailures())
                .number(OptionalDouble.of(target))
                .seconds(budget.map(ErrorBudget::allowed))
                .seconds(budget.map(ErrorBudget::spent))
                .line();
    }
}
