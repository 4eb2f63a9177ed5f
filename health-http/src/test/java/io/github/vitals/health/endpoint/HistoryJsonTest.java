package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import io.github.vitals.health.history.Incident;
import io.github.vitals.health.history.LatencySketch;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HistoryJsonTest {
    private static final HistoryKey DB = HistoryKey.check("orders-db");
    private static final Instant START = Instant.parse("2026-01-01T12:00:00Z");
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final HistoryJson json = new HistoryJson(0.9);

    private static HistoryBucket bucket(
            int minute, Map<HealthStatus, Duration> times, Map<FailureReason, Integer> failures) {
        return HistoryBucket.of(
                START.plus(MINUTE.multipliedBy(minute)),
                MINUTE,
                times,
                6,
                times.containsKey(HealthStatus.DOWN) ? 1 : 0,
                failures,
                LatencySketch.of(Duration.ofMillis(10)));
    }

    private static HistoryRange range(int minutes) {
        return new HistoryRange(START, START.plus(MINUTE.multipliedBy(minutes)), Optional.of(MINUTE));
    }

    private static HistoryWindow window(int minutes) {
        return range(minutes).window(START);
    }

    private JsonNode buckets(HistoryBucket... buckets) {
        List<HistoryBucket> all = List.of(buckets);
        return read(json.buckets(DB, window(all.size()), all, HealthHistory.total(all)));
    }

    private static JsonNode read(HealthResponse response) {
        assertThat(response.length()).isLessThanOrEqualTo(1 << 20);
        assertThat(response.headers()).containsEntry("Content-Type", "application/json; charset=utf-8");
        return JsonMapper.shared().readTree(response.body());
    }

    @Test
    void bucketsHaveTheTimeOfEachStatusAndWhatTheRunsSaid() {
        JsonNode answer = buckets(
                bucket(0, Map.of(HealthStatus.UP, MINUTE), Map.of()),
                bucket(
                        1,
                        Map.of(HealthStatus.UP, Duration.ofSeconds(30), HealthStatus.DOWN, Duration.ofMillis(7_500)),
                        Map.of(FailureReason.TIMEOUT, 2, FailureReason.DNS, 1)));
        assertThat(answer.at("/subject").asString()).isEqualTo("check");
        assertThat(answer.at("/name").asString()).isEqualTo("orders-db");
        assertThat(answer.at("/window"))
                .hasToString("{\"from\":\"2026-01-01T12:00:00Z\",\"to\":\"2026-01-01T12:02:00Z\",\"stepSeconds\":60}");
        assertThat(answer.at("/buckets")).hasSize(2);
        JsonNode second = answer.at("/buckets/1");
        assertThat(second.get("start").asString()).isEqualTo("2026-01-01T12:01:00Z");
        assertThat(second.get("worst").asString()).isEqualTo("DOWN");
        assertThat(second.get("seconds"))
                .hasToString("{\"UP\":30,\"MAINTENANCE\":0,\"DEGRADED\":0,\"UNKNOWN\":0,\"DOWN\":7.5}");
        assertThat(second.get("noDataSeconds")).hasToString("22.5");
        assertThat(second.get("runs").asInt()).isEqualTo(6);
        assertThat(second.get("failures")).hasToString("{\"timeout\":2,\"dns\":1}");
        assertThat(second.get("p50Seconds").asDouble()).isBetween(0.0096, 0.0104);
        assertThat(second.get("p99Seconds").asDouble()).isBetween(0.0096, 0.0104);
    }

    @Test
    void theSumOfTheBucketsAndTheUptimeAreBesideThem() {
        JsonNode answer = buckets(
                bucket(0, Map.of(HealthStatus.UP, MINUTE), Map.of()),
                bucket(
                        1,
                        Map.of(
                                HealthStatus.UP, Duration.ofSeconds(20),
                                HealthStatus.MAINTENANCE, Duration.ofSeconds(20),
                                HealthStatus.DOWN, Duration.ofSeconds(20)),
                        Map.of(FailureReason.TIMEOUT, 2)));
        assertThat(answer.at("/total/runs").asInt()).isEqualTo(12);
        assertThat(answer.at("/total/seconds/UP").asInt()).isEqualTo(80);
        assertThat(answer.at("/total/failures/timeout").asInt()).isEqualTo(2);
        JsonNode uptime = answer.get("uptime");
        assertThat(uptime.get("ratio").asDouble()).isEqualTo(0.8);
        assertThat(uptime.get("ratioWithMaintenance").asDouble()).isEqualTo(80 / 120.0);
        assertThat(uptime.get("coverage").asDouble()).isEqualTo(1);
        assertThat(uptime.get("outages").asInt()).isEqualTo(1);
        assertThat(uptime.get("meanTimeToRepairSeconds").asInt()).isEqualTo(20);
        assertThat(uptime.get("meanTimeBetweenFailuresSeconds").asInt()).isEqualTo(80);
        JsonNode budget = uptime.get("errorBudget");
        assertThat(budget.get("target").asDouble()).isEqualTo(0.9);
        assertThat(budget.get("allowedSeconds").asDouble()).isBetween(9.9, 10.0);
        assertThat(budget.get("spentSeconds").asInt()).isEqualTo(20);
        assertThat(budget.get("burnRate").asDouble()).isBetween(2.0, 2.01);
        assertThat(budget.get("left").asDouble()).isBetween(-1.01, -1.0);
    }

    @Test
    void whereNothingIsKnownThereAreNoFigures() {
        HistoryBucket empty = HistoryBucket.of(START, MINUTE, Map.of(), 0, 0, Map.of(), LatencySketch.EMPTY);
        JsonNode answer = buckets(empty);
        assertThat(answer.at("/buckets/0").has("worst")).isFalse();
        assertThat(answer.at("/buckets/0").has("p50Seconds")).isFalse();
        assertThat(answer.at("/buckets/0/noDataSeconds").asInt()).isEqualTo(60);
        assertThat(answer.get("uptime")).hasToString("{\"coverage\":0.0,\"outages\":0}");
    }

    @Test
    void aBudgetThatAllowsNothingHasNoRate() {
        JsonNode answer = buckets(bucket(0, Map.of(HealthStatus.DOWN, Duration.ofMillis(1)), Map.of()));
        assertThat(answer.at("/uptime/errorBudget").has("spentSeconds")).isTrue();
        assertThat(answer.at("/uptime/errorBudget").has("burnRate")).isFalse();
        assertThat(answer.at("/uptime/errorBudget").has("left")).isFalse();
    }

    @Test
    void aThousandBucketsFitWhateverFailedInThem() {
        Map<FailureReason, Integer> all = Arrays.stream(FailureReason.values())
                .collect(Collectors.toMap(Function.identity(), reason -> Integer.MAX_VALUE / 2_000));
        HistoryBucket[] buckets = IntStream.range(0, 1_000)
                .mapToObj(minute -> bucket(minute, Map.of(HealthStatus.DOWN, MINUTE), all))
                .toArray(HistoryBucket[]::new);
        JsonNode answer = buckets(buckets);
        assertThat(answer.get("buckets")).hasSize(1_000);
        assertThat(answer.at("/buckets/999/failures")).hasSize(all.size());
        assertThat(answer.at("/total/failures")).hasSize(all.size());
    }

    @Test
    void transitionsAreThoseOfTheEvents() {
        HealthTransition transition = new HealthTransition(
                Subject.CHECK,
                "orders-db",
                HealthStatus.UP,
                HealthStatus.DOWN,
                Optional.of(FailureReason.DEPENDENCY),
                "network is down",
                Optional.of("network"),
                START,
                Duration.ofSeconds(90));
        JsonNode answer = read(json.transitions(DB, range(1), List.of(transition)));
        assertThat(answer.at("/window"))
                .hasToString("{\"from\":\"2026-01-01T12:00:00Z\",\"to\":\"2026-01-01T12:01:00Z\"}");
        assertThat(answer.at("/transitions/0"))
                .hasToString(
                        "{\"from\":\"UP\",\"to\":\"DOWN\",\"reason\":\"dependency\",\"message\":\"network is down\","
                                + "\"rootCause\":\"network\",\"at\":\"2026-01-01T12:00:00Z\",\"lastedSeconds\":90}");
    }

    @Test
    void anIncidentThatGoesOnHasNoEnd() {
        Incident over = new Incident(
                DB,
                HealthStatus.DOWN,
                START,
                Optional.of(START.plusSeconds(30)),
                Optional.of(FailureReason.TIMEOUT),
                "no answer",
                Optional.empty());
        Incident goesOn = new Incident(
                DB,
                HealthStatus.DEGRADED,
                START.plusSeconds(60),
                Optional.empty(),
                Optional.empty(),
                "",
                Optional.empty());
        JsonNode answer = read(json.incidents(DB, range(1), List.of(over, goesOn)));
        assertThat(answer.at("/incidents/0"))
                .hasToString("{\"worst\":\"DOWN\",\"from\":\"2026-01-01T12:00:00Z\",\"to\":\"2026-01-01T12:00:30Z\","
                        + "\"lastedSeconds\":30,\"reason\":\"timeout\",\"message\":\"no answer\"}");
        assertThat(answer.at("/incidents/1")).hasToString("{\"worst\":\"DEGRADED\",\"from\":\"2026-01-01T12:01:00Z\"}");
    }

    @Test
    void messagesThatDoNotFitAreLeftOutAndThenWholeIncidents() {
        Incident wordy = new Incident(
                DB,
                HealthStatus.DOWN,
                START,
                Optional.empty(),
                Optional.empty(),
                "\u0001".repeat(4_096),
                Optional.empty());
        JsonNode answer = read(json.incidents(DB, range(1), Collections.nCopies(20_000, wordy)));
        assertThat(answer.at("/incidents/0/message").asString()).hasSize(4_096);
        assertThat(answer.at("/incidents/100/messageOmitted").asBoolean()).isTrue();
        assertThat(answer.get("incidentsOmitted").asInt())
                .isEqualTo(20_000 - answer.get("incidents").size())
                .isPositive();
    }
}
