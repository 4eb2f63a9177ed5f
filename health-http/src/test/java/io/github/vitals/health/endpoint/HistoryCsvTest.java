package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.Incident;
import io.github.vitals.health.history.LatencySketch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryCsvTest {
    private static final HistoryKey DB = HistoryKey.check("orders-db");
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final HistoryRange RANGE = new HistoryRange(START, START.plus(MINUTE), Optional.of(MINUTE));

    private final HistoryCsv csv = new HistoryCsv(0.9);

    private static HistoryBucket bucket(Map<HealthStatus, Duration> times, LatencySketch latency) {
        return HistoryBucket.of(
                START, MINUTE, times, 6, 1, Map.of(FailureReason.TIMEOUT, 2, FailureReason.DNS, 1), latency);
    }

    private String buckets(HistoryBucket bucket) {
        return text(csv.buckets(DB, RANGE.window(START), List.of(bucket), HealthHistory.total(List.of(bucket))));
    }

    private static String text(HealthResponse response) {
        assertThat(response.length()).isLessThanOrEqualTo(1 << 20);
        assertThat(response.headers()).containsEntry("Content-Type", "text/csv; charset=utf-8; header=present");
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private static Incident incident(String message) {
        return new Incident(
                DB,
                HealthStatus.DOWN,
                START,
                Optional.of(START.plusSeconds(30)),
                Optional.of(FailureReason.TIMEOUT),
                message,
                Optional.empty());
    }

    private String message(String message) {
        String text = text(csv.incidents(DB, RANGE, List.of(incident(message))));
        String before = "2026-01-01T12:00:00Z,2026-01-01T12:00:30Z,check,orders-db,DOWN,30,timeout,,";
        return text.substring(text.indexOf(before) + before.length());
    }

    @Test
    void aBucketIsALineUnderTheNamesOfItsCells() {
        assertThat(buckets(bucket(Map.of(HealthStatus.UP, Duration.ofMillis(52_500)), LatencySketch.EMPTY)))
                .isEqualTo("start,end,worst,up_seconds,maintenance_seconds,degraded_seconds,unknown_seconds,"
                        + "down_seconds,no_data_seconds,runs,outages,failures,failures_by_reason,"
                        + "p50_seconds,p95_seconds,p99_seconds\r\n"
                        + "2026-01-01T12:00:00Z,2026-01-01T12:01:00Z,UP,52.5,0,0,0,0,7.5,6,1,3,timeout:2 dns:1,,,\r\n");
    }

    @Test
    void percentilesAreInSeconds() {
        String[] cells = buckets(bucket(Map.of(), LatencySketch.of(Duration.ofMillis(10))))
                .lines()
                .skip(1)
                .findFirst()
                .orElseThrow()
                .split(",", -1);
        assertThat(cells).hasSize(16);
        assertThat(cells[2]).isEmpty();
        assertThat(Double.parseDouble(cells[13])).isBetween(0.0096, 0.0104);
        assertThat(Double.parseDouble(cells[15])).isBetween(0.0096, 0.0104);
    }

    @Test
    void uptimeIsALineAndWhatIsNotKnownIsEmpty() {
        HistoryBucket known = bucket(
                Map.of(HealthStatus.UP, Duration.ofSeconds(54), HealthStatus.DOWN, Duration.ofSeconds(6)),
                LatencySketch.EMPTY);
        assertThat(text(csv.uptime(DB, RANGE.window(START), known.uptime())))
                .isEqualTo("subject,name,from,to,up_seconds,maintenance_seconds,degraded_seconds,unknown_seconds,"
                        + "down_seconds,no_data_seconds,uptime,uptime_with_maintenance,coverage,outages,"
                        + "mean_time_to_repair_seconds,mean_time_between_failures_seconds,target,"
                        + "error_budget_allowed_seconds,error_budget_spent_seconds\r\n"
                        + "check,orders-db,2026-01-01T12:00:00Z,2026-01-01T12:01:00Z,54,0,0,0,6,0,0.9,0.9,1.0,1,6,54,0.9,"
                        + "5.999,6\r\n");
        HistoryBucket unknown = HistoryBucket.of(START, MINUTE, Map.of(), 0, 0, Map.of(), LatencySketch.EMPTY);
        assertThat(text(csv.uptime(DB, RANGE.window(START), unknown.uptime())))
                .endsWith(",0,0,0,0,0,60,,,0.0,0,,,0.9,,\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", "\tx", "\r=x", "=cmd|' /C calc'!A0"})
    void whatASpreadsheetWouldTakeForAFormulaStaysAText(String message) {
        assertThat(message(message).replace("\"", "")).isEqualTo("'" + message + "\r\n");
    }

    @Test
    void commasQuotesAndLinesAreQuoted() {
        assertThat(message("a,b")).isEqualTo("\"a,b\"\r\n");
        assertThat(message("say \"no\"")).isEqualTo("\"say \"\"no\"\"\"\r\n");
        assertThat(message("two\nlines")).isEqualTo("\"two\nlines\"\r\n");
        assertThat(message("=\"a\",b")).isEqualTo("\"'=\"\"a\"\",b\"\r\n");
        assertThat(message("plain")).isEqualTo("plain\r\n");
        assertThat(message("")).isEqualTo("\r\n");
        assertThat(message("half \ud83d a pair")).isEqualTo("half \ufffd a pair\r\n");
    }

    @Test
    void howMuchDoesNotFitIsSaidInAHeader() {
        HealthResponse small = csv.incidents(DB, RANGE, List.of(incident("x")));
        assertThat(small.headers()).doesNotContainKey("Health-Rows-Omitted");
        HealthResponse large = csv.incidents(DB, RANGE, Collections.nCopies(20_000, incident("é".repeat(4_000))));
        List<String> lines = text(large).lines().toList();
        assertThat(lines.get(1)).endsWith("éé");
        assertThat(lines.get(lines.size() - 1)).endsWith(",timeout,,…");
        assertThat(large.headers()).containsEntry("Health-Rows-Omitted", Integer.toString(20_000 - (lines.size() - 1)));
    }
}
