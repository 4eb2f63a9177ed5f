package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EventsTest {
    private static final HealthResult DOWN = HealthResult.down(FailureReason.DNS, "no such name");

    private final AtomicReference<HealthResult> next = new AtomicReference<>(HealthResult.up());
    private final HealthRegistry health = HealthRegistry.builder()
            .group(HealthGroup.of("secret"))
            .check(
                    "it",
                    context -> next.get(),
                    CheckPolicy.builder()
                            .failureThreshold(1)
                            .successThreshold(1)
                            .groups(HealthGroup.READINESS, HealthGroup.of("secret"))
                            .build())
            .build();
    private final HealthEndpoint endpoint = HealthEndpoint.builder(health)
            .details(request -> request.header("X-Ops").isPresent())
            .build();

    EventsTest() {
        health.check();
    }

    @AfterEach
    void close() {
        endpoint.close();
        health.close();
    }

    /** One event as a client reads it. */
    private record Received(String id, String name, JsonNode data) {}

    private static List<Received> parsed(String text) {
        List<Received> events = new ArrayList<>();
        for (String block : text.split("\n\n")) {
            if (block.startsWith("id: ")) {
                String[] lines = block.split("\n");
                events.add(new Received(
                        lines[0].substring("id: ".length()),
                        lines[1].substring("event: ".length()),
                        JsonMapper.shared().readTree(lines[2].substring("data: ".length()))));
            }
        }
        return events;
    }

    private static HealthRequest request(Map<String, String> headers) {
        return HealthRequest.of("GET", "/events").withHeaders(headers::get);
    }

    private static HealthRequest ops() {
        return request(Map.of("X-Ops", "yes"));
    }

    private HealthEvents stream(HealthRequest request) {
        return endpoint.stream(request).orElseThrow();
    }

    /** Reads until so many events have come. */
    private static List<Received> read(HealthEvents events, int number) throws InterruptedException {
        List<Received> received = new ArrayList<>();
        while (received.size() < number) {
            received.addAll(parsed(new String(events.next().orElseThrow(), StandardCharsets.UTF_8)));
        }
        return received;
    }

    private void answers(HealthResult result) {
        next.set(result);
        health.run("it");
    }

    @Test
    void aClientIsToldTheReportFirstAndThenWhatChanges() throws Exception {
        try (HealthEvents events = stream(ops())) {
            assertThat(events.head().headers())
                    .containsEntry("Content-Type", "text/event-stream")
                    .containsEntry("Cache-Control", "no-store")
                    .doesNotContainKey("Content-Length");
            Received report = read(events, 1).get(0);
            assertThat(report.name()).isEqualTo("report");
            assertThat(report.data().at("/checks/0/name").asString()).isEqualTo("it");
            answers(DOWN);
            List<Received> changes = read(events, 4);
            assertThat(changes).extracting(Received::name).containsOnly("transition");
            JsonNode check = changes.get(0).data();
            assertThat(check.toString())
                    .startsWith("{\"subject\":\"check\",\"name\":\"it\",\"from\":\"UP\",\"to\":\"DOWN\","
                            + "\"reason\":\"dns\",\"message\":\"no such name\",\"at\":\"");
            assertThat(check.at("/lastedSeconds").isNumber()).isTrue();
            assertThat(changes)
                    .extracting(each -> each.data().at("/name").asString())
                    .containsExactly("it", "all", "readiness", "secret");
        }
    }

    @Test
    void outsidersHearOfTheBuiltInGroupsOnly() throws Exception {
        try (HealthEvents events = stream(request(Map.of("Accept", "text/event-stream")))) {
            assertThat(read(events, 1).get(0).data().toString())
                    .isEqualTo("{\"status\":\"UP\",\"health\":\"UP\",\"checks\":[]}");
            answers(DOWN);
            List<Received> changes = read(events, 2);
            assertThat(changes)
                    .extracting(each -> each.data().at("/name").asString())
                    .containsExactly("all", "readiness");
            assertThat(changes.toString()).doesNotContain("secret", "\"it\"", "dns", "no such name");
        }
    }

    @Test
    void aClientThatComesBackIsToldWhatItHasMissedAndNothingTwice() throws Exception {
        String last;
        try (HealthEvents events = stream(ops())) {
            last = read(events, 1).get(0).id();
        }
        answers(DOWN);
        await().untilAsserted(() ->
                assertThat(parsed(text(endpoint.respond(back(last))))).hasSize(4));
        try (HealthEvents events = stream(back(last))) {
            List<Received> missed = read(events, 4);
            assertThat(missed).extracting(Received::name).containsOnly("transition");
            answers(HealthResult.up());
            List<Received> more = read(events, 4);
            assertThat(more).extracting(Received::id).doesNotContainAnyElementsOf(ids(missed));
            assertThat(more.get(0).data().at("/to").asString()).isEqualTo("UP");
        }
    }

    private static HealthRequest back(String lastEventId) {
        return request(Map.of("X-Ops", "yes", "Last-Event-ID", lastEventId));
    }

    private static List<String> ids(List<Received> events) {
        return events.stream().map(Received::id).toList();
    }

    private static String text(HealthResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void aClientOfAnEarlierProcessOrOneThatMissedTooMuchIsToldTheReport() throws Exception {
        String first;
        try (HealthEvents events = stream(ops())) {
            first = read(events, 1).get(0).id();
        }
        for (String unknown : List.of("earlier-7", "", "x", first + "x", first.replaceAll("\\d+$", "999999"))) {
            assertThat(parsed(text(endpoint.respond(back(unknown)))))
                    .as(unknown)
                    .extracting(Received::name)
                    .containsExactly("report");
        }
        for (int i = 0; i < EventLog.KEPT / 4 + 1; i++) {
            answers(i % 2 == 0 ? DOWN : HealthResult.up());
        }
        await().untilAsserted(() -> assertThat(parsed(text(endpoint.respond(back(first)))))
                .extracting(Received::name)
                .containsExactly("report"));
    }

    @Test
    void aServerThatCannotStreamAnswersWithWhatThereIsAndTheClientComesBack() {
        HealthResponse response = endpoint.respond(ops());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(text(response)).startsWith("retry: 2000\n\nid: ");
        assertThat(parsed(text(response))).extracting(Received::name).containsExactly("report");
        assertThat(endpoint.respond(request(Map.of("Accept", "application/json")))
                        .statusCode())
                .isEqualTo(406);
        assertThat(endpoint.stream(request(Map.of("Accept", "application/json"))))
                .isEmpty();
        assertThat(endpoint.stream(HealthRequest.of("HEAD", "/events"))).isEmpty();
        assertThat(endpoint.stream(HealthRequest.of("GET", "/health"))).isEmpty();
        assertThat(endpoint.respond(HealthRequest.of("PUT", "/events")).statusCode())
                .isEqualTo(405);
    }

    @Test
    void soManyAreServedAndAClosedOneMakesRoom() {
        List<HealthEvents> all = new ArrayList<>();
        for (int i = 0; i < Events.MOST_STREAMS; i++) {
            all.add(stream(ops()));
        }
        assertThat(endpoint.stream(ops())).isEmpty();
        all.get(0).close();
        assertThat(endpoint.stream(ops())).isPresent();
        all.forEach(HealthEvents::close);
    }

    @Test
    void aClientThatCannotKeepUpIsLetGo() throws Exception {
        HealthEvents events = stream(ops());
        int changes = 0;
        while (events.next().isPresent()) {
            // The first frame is the report; then nothing is read until there is too much.
            for (int i = 0; i < HealthEvents.MOST / 4 + 1; i++) {
                answers(changes++ % 2 == 0 ? DOWN : HealthResult.up());
            }
            await().until(() -> endpoint.respond(ops()).statusCode() == 200);
        }
        assertThat(endpoint.stream(ops())).isPresent();
    }

    @Test
    void closingEndsTheStreamsAlsoOfThoseWhoWait() throws Exception {
        HealthEvents events = stream(ops());
        read(events, 1);
        CompletableFuture<Optional<byte[]>> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return events.next();
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        });
        endpoint.close();
        assertThat(waiting.join()).isEmpty();
        assertThat(events.next()).isEmpty();
        assertThat(endpoint.stream(ops())).isEmpty();
    }

    @Test
    void theEndOfTheRegistryEndsTheStreams() throws Exception {
        HealthEvents events = stream(ops());
        health.close();
        await().until(() -> events.next().isEmpty());
    }
}
