package io.github.vitals.health.logging;

import static net.logstash.logback.argument.StructuredArguments.entries;
import static net.logstash.logback.argument.StructuredArguments.fields;
import static net.logstash.logback.argument.StructuredArguments.kv;
import static net.logstash.logback.argument.StructuredArguments.value;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.logstash.logback.argument.StructuredArgument;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.api.Test;
import org.slf4j.MarkerFactory;
import tools.jackson.core.JsonGenerator;
import tools.jackson.databind.JsonNode;

/** What applications that come from logstash-logback-encoder hand over. */
class StructuredFieldsTest {
    private final Encoding encoding = new Encoding(it -> {});

    @Test
    void argumentsAreFieldsWithTheirTypesAndStandInTheMessage() {
        JsonNode event =
                encoding.json(log -> log.info("Order {} {} taken", kv("order.id", 7), value("order.paid", true)));
        assertThat(event.get("message").asString()).isEqualTo("Order order.id=7 true taken");
        assertThat(event.get("order.id").isInt()).isTrue();
        assertThat(event.get("order.id").asInt()).isEqualTo(7);
        assertThat(event.get("order.paid").asBoolean()).isTrue();
    }

    @Test
    void entriesBecomeDottedNamesAndListsArrays() {
        Map<String, Object> order = new TreeMap<>(
                Map.of("id", 7, "customer", Map.of("city", "Bonn"), "items", List.of("a", "b"), "rate", 0.5));
        JsonNode event = encoding.json(log -> log.info("x {}", kv("order", order)));
        assertThat(event.get("order.id").asInt()).isEqualTo(7);
        assertThat(event.get("order.customer.city").asString()).isEqualTo("Bonn");
        assertThat(event.get("order.items").size()).isEqualTo(2);
        assertThat(event.get("order.rate").asDouble()).isEqualTo(0.5);
        assertThat(encoding.json(log -> log.info("x {}", entries(Map.of("a", 1))))
                        .get("a")
                        .asInt())
                .isEqualTo(1);
    }

    @Test
    void markersThatCarryFieldsAreNoTagsAndOthersAre() {
        JsonNode event = encoding.json(log -> log.info(
                Markers.append("order.id", 7)
                        .and(Markers.append("order.city", "Bonn"))
                        .and(MarkerFactory.getMarker("audit")),
                "x"));
        assertThat(event.get("order.id").asInt()).isEqualTo(7);
        assertThat(event.get("order.city").asString()).isEqualTo("Bonn");
        assertThat(event.has("tags")).isFalse();
        assertThat(encoding.json(log -> log.info(MarkerFactory.getMarker("audit"), "x"))
                        .get("tags")
                        .get(0)
                        .asString())
                .isEqualTo("audit");
    }

    @Test
    void theirNamesKeepTheContractAndTheirSecretsStaySecret() {
        JsonNode event = encoding.json(log -> log.info(
                "x {} {} {}",
                kv("password", "hunter2"),
                kv("message", "forged"),
                kv("user", Map.of("token", "hunter2"))));
        assertThat(event.toString()).doesNotContain("hunter2");
        assertThat(event.get("password").asString()).isEqualTo("***");
        assertThat(event.get("user.token").asString()).isEqualTo("***");
        assertThat(event.get("message").asString()).startsWith("x ");
        assertThat(event.get("labels.message").asString()).isEqualTo("forged");
    }

    @Test
    void aKeyValueOfTheSameNameCounts() {
        JsonNode event = encoding.json(log -> log.atInfo()
                .addKeyValue("order.id", 8)
                .addArgument(kv("order.id", 7))
                .log("x {}"));
        assertThat(event.get("order.id").asInt()).isEqualTo(8);
    }

    @Test
    void anObjectIsNotTakenApart() {
        JsonNode event = encoding.json(log -> log.info("x {} {}", kv("thread", new Secret()), fields(new Secret())));
        assertThat(event.get("thread").asString()).isEqualTo("a secret");
        assertThat(event.toString()).doesNotContain("hunter2");
    }

    /** Has a getter that nobody asked for. */
    public static final class Secret {
        public String getKept() {
            return "hunter2";
        }

        @Override
        public String toString() {
            return "a secret";
        }
    }

    @Test
    void allBelowASecretNameIsOneSecret() {
        JsonNode event = encoding.json(log -> log.info(
                "x", kv("token", Map.of("value", "hunter2")), entries(Map.of("apiKey", Map.of("value", "hunter2")))));
        assertThat(event.toString()).doesNotContain("hunter2");
        assertThat(event.get("token").asString()).isEqualTo("***");
        assertThat(event.get("apiKey").asString()).isEqualTo("***");
    }

    @Test
    void whatCannotWriteItselfCostsItsFieldOnly() {
        StructuredArgument broken = new StructuredArgument() {
            @Override
            public void writeTo(JsonGenerator json) {
                json.writeName("half");
                throw new IllegalStateException("no");
            }

            @Override
            public String toString() {
                return "broken";
            }
        };
        JsonNode event = encoding.json(log -> log.info("x {} {}", broken, kv("order.id", 7)));
        assertThat(event.get("message").asString()).isEqualTo("x broken order.id=7");
        assertThat(event.get("order.id").asInt()).isEqualTo(7);
        assertThat(event.get("labels.structured_argument").asString())
                .isEqualTo("<no text: java.lang.IllegalStateException>");
    }
}
