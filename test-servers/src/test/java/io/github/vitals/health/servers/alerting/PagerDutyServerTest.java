package io.github.vitals.health.servers.alerting;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PagerDutyServerTest {
    private static final String TRIGGER = """
            {"routing_key":"%s","event_action":"trigger","dedup_key":"k","payload":{
             "summary":"s","source":"h","severity":"error","timestamp":"2026-01-01T12:00:00Z"}}""".formatted(PagerDutyServer.ROUTING_KEY);

    private final PagerDutyServer server = PagerDutyServer.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        server.close();
    }

    private HttpResponse<String> post(String body) throws IOException, InterruptedException {
        return post("/v2/enqueue", body);
    }

    private HttpResponse<String> post(String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(server.uri() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private HttpResponse<String> act(String action) throws Exception {
        return post(TRIGGER.replace("\"trigger\"", '"' + action + '"'));
    }

    @Test
    void anEventIsAccepted() throws Exception {
        HttpResponse<String> answer = post(TRIGGER);
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body())
                .isEqualTo("{\"status\":\"success\",\"message\":\"Event processed\",\"dedup_key\":\"k\"}");
        assertThat(post(TRIGGER.replace("\"dedup_key\":\"k\",", "")).body()).contains("\"dedup_key\":\"key-2\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "0123456789abcdef0123456789ABCDEF | short | Length of 'routing_key' is incorrect (should be 32 characters)",
                "0123456789abcdef | ffffffffffffffff | Invalid routing key",
                "0123456789abcdef0123456789ABCDEF | `` | 'routing_key' is missing or blank",
                "trigger | open | 'event_action' is invalid (must be one of the following: 'trigger', 'acknowledge' or 'resolve')",
                "event_action | action | 'event_action' is missing or blank",
                "event_action | action | 'action' is not a field of an event",
                "payload | load | 'payload' is missing or blank",
                "summary | sum | 'payload.summary' is missing or blank",
                "source | sauce | 'payload.source' is missing or blank",
                "error | fatal | 'payload.severity' is invalid",
                "2026- | 26- | 'payload.timestamp' is not an ISO 8601 time",
                "\"s\" | 5 | 'payload.summary' is missing or blank",
                "{ | [ | Request body is not JSON"
            })
    void anEventThatDoesNotFitIsRefused(String what, String instead, String error) throws Exception {
        HttpResponse<String> answer = post(TRIGGER.replace(what, instead));
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"status\":\"invalid event\",\"message\":\"Event object is invalid\",\"errors\":[")
                .contains(error);
        assertThat(server.incidents()).isEmpty();
        assertThat(server.events()).singleElement().matches(event -> event.status() == 400);
    }

    @Test
    void whatIsTooLongIsRefused() throws Exception {
        assertThat(post(TRIGGER.replace("\"s\"", '"' + "s".repeat(1_025) + '"')).body())
                .contains("'payload.summary' is too long (maximum is 1024 characters)");
        assertThat(post(TRIGGER.replace("\"k\"", '"' + "k".repeat(256) + '"')).body())
                .contains("'dedup_key' is too long (maximum is 255 characters)");
        assertThat(post(TRIGGER.replace("\"h\"", '"' + "h".repeat(512 * 1024) + '"'))
                        .body())
                .contains("Event is too large (512 KB at most)");
        assertThat(post("/v1/enqueue", TRIGGER).statusCode()).isEqualTo(404);
    }

    @Test
    void incidentsAreKeptByTheirKeys() throws Exception {
        act("acknowledge");
        act("resolve");
        assertThat(server.incidents()).as("nothing was open").isEmpty();
        for (String action :
                List.of("trigger", "trigger", "acknowledge", "resolve", "resolve", "acknowledge", "trigger")) {
            assertThat(act(action).statusCode()).isEqualTo(202);
        }
        PagerDutyServer.Incident incident = server.incidents().get("k");
        assertThat(incident).isEqualTo(new PagerDutyServer.Incident("k", true, 2, 3, 1, 1, "error", "s"));
    }

    @Test
    void itFailsAsItIsTold() throws Exception {
        server.failNext(Fault.NONE, Fault.busy(3), Fault.answer(500, "broken"), Fault.CLOSE, Fault.LOST);
        assertThat(post(TRIGGER).statusCode()).isEqualTo(202);
        assertThat(post(TRIGGER).headers().firstValue("Retry-After")).contains("3");
        assertThat(post(TRIGGER).body()).isEqualTo("broken");
        assertThatThrownBy(() -> post(TRIGGER)).isInstanceOf(IOException.class);
        assertThat(server.events()).hasSize(1);
        assertThatThrownBy(() -> post(TRIGGER)).isInstanceOf(IOException.class);
        assertThat(server.events()).as("handled, though nobody was told").hasSize(2);
    }

    @Test
    void whatFailsAtRandomFailsTheSameAgain() throws Exception {
        List<Integer> first = statuses(7);
        assertThat(statuses(7)).isEqualTo(first).contains(202, 429, 500, 0);
        assertThat(statuses(8)).isNotEqualTo(first);
        server.failRandomly(7, 0);
        assertThat(post(TRIGGER).statusCode()).isEqualTo(202);
    }

    private List<Integer> statuses(long seed) throws Exception {
        server.failRandomly(seed, 0.5);
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            try {
                statuses.add(post(TRIGGER).statusCode());
            } catch (IOException dropped) {
                statuses.add(0);
            }
        }
        return statuses;
    }
}
