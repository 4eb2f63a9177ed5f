package io.github.vitals.health.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.MarkerFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What the fixture of the other tests asks of every event that they log, shown to be asked. */
class EventSchemaTest {
    private final Encoding encoding = new Encoding(it -> it.setServiceName("orders"));

    private ObjectNode event() {
        return (ObjectNode) encoding.json(logger -> logger.atError()
                .addMarker(MarkerFactory.getMarker("payment"))
                .addKeyValue("order.id", 7)
                .addKeyValue("items", List.of("a", 2))
                .setCause(new IllegalStateException("no"))
                .log("x"));
    }

    @Test
    void anEventWithEverythingKeepsIt() {
        assertThat(EventSchema.faults(event())).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "@timestamp",
                "log.level",
                "message",
                "ecs.version",
                "event.id",
                "process.pid",
                "log.logger",
                "process.thread.name",
                "error.type"
            })
    void anEventWithoutAFieldThatIsAlwaysThereBreaksIt(String name) {
        ObjectNode event = event();
        event.remove(name);
        assertThat(EventSchema.faults(event)).hasSize(name.equals("error.type") ? 2 : 1);
    }

    @ParameterizedTest
    @CsvSource({
        "@timestamp, 2026-01-01T00:00:00Z",
        "log.level, FATAL",
        "event.id, 7",
        "service.name, ''",
        "error.stack_hash, xyz",
        "event.duration, 1ms",
        "http.response.status_code, ok",
        "health.status, BROKEN",
        "health.previous_seconds, long",
        "health.reason, No answer",
        "log.repeated.count, many",
        "log.offset, end",
        "log, x",
        "tags, x"
    })
    void anEventWithAnotherValueBreaksIt(String name, String value) {
        assertThat(EventSchema.faults(event().put(name, value))).isNotEmpty();
    }

    @Test
    void aFieldThatIsAnObjectBreaksIt() {
        ObjectNode event = event();
        event.putObject("order").put("id", 7);
        assertThat(EventSchema.faults(event)).isNotEmpty();
    }

    @Test
    void everyFieldThatIsWrittenByTheLibraryStandsInIt() {
        JsonNode event = event();
        List<String> unknown = new ArrayList<>(event.propertyNames());
        unknown.removeAll(EventFields.NAMES);
        assertThat(unknown).containsExactlyInAnyOrder("order.id", "items");
    }
}
