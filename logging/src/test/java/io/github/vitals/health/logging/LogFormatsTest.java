package io.github.vitals.health.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.slf4j.MarkerFactory;
import tools.jackson.databind.JsonNode;

class LogFormatsTest {
    private static Encoding in(String format) {
        return new Encoding(it -> {
            it.setFormat(format);
            it.setServiceName("orders");
            it.setServiceNodeName("orders-7");
            it.setHostName("node-3");
            it.setFields("team=shop, host=elsewhere");
        });
    }

    @Test
    void thereIsNoOtherFormat() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LogEncoder().setFormat("xml"))
                .withMessage("format: xml (expected: one of ecs, logstash, gelf, console)");
    }

    @Nested
    class Ecs {
        private final Encoding encoding = in("ECS");

        @Test
        void namesOfObjectsAndOfTheLibraryAreLabels() {
            JsonNode event = encoding.json(logger -> logger.atInfo()
                    .addKeyValue("host", "a")
                    .addKeyValue("error", "b")
                    .addKeyValue("message.id", "c")
                    .addKeyValue("event.id", "d")
                    .addKeyValue("order", "e")
                    .log("x"));
            assertThat(event.get("labels.host").asString()).isEqualTo("elsewhere");
            assertThat(event.get("labels.labels.host").asString()).isEqualTo("a");
            assertThat(event.get("labels.error").asString()).isEqualTo("b");
            assertThat(event.get("labels.message.id").asString()).isEqualTo("c");
            assertThat(event.get("labels.event.id").asString()).isEqualTo("d");
            assertThat(event.get("order").asString()).isEqualTo("e");
            assertThat(EventSchema.faults(encoding.json(logger -> logger.info("x"))))
                    .isEmpty();
        }

        @Test
        void constantFieldsAreInEachEvent() {
            JsonNode event = encoding.json(logger -> logger.info("x"));
            assertThat(event.get("team").asString()).isEqualTo("shop");
            assertThat(event.get("labels.host").asString()).isEqualTo("elsewhere");
            assertThat(event.get("service.node.name").asString()).isEqualTo("orders-7");
            assertThat(event.get("host.name").asString()).isEqualTo("node-3");
            assertThat(event.get("process.pid").asLong())
                    .isEqualTo(ProcessHandle.current().pid());
        }

        @ParameterizedTest
        @CsvSource({"traceId, trace.id", "trace_id, trace.id", "spanId, span.id", "span_id, span.id"})
        void whatTracersCallTheirIdsIsCalledAsEcsDoes(String name, String ecs) {
            encoding.mdc.put(name, "4bf92f3577b34da6a3ce929d0e0e4736");
            JsonNode event = encoding.json(logger -> logger.info("x"));
            assertThat(event.get(ecs).asString()).isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
            assertThat(event.has(name)).isFalse();
        }

        @Test
        void aSpanThatIsInNoMdcIsKnown() {
            try (SdkTracerProvider provider = SdkTracerProvider.builder().build()) {
                Span span = provider.get("test").spanBuilder("order").startSpan();
                try (Scope current = span.makeCurrent()) {
                    JsonNode event = encoding.json(logger -> logger.info("x"));
                    assertThat(event.get("trace.id").asString())
                            .isEqualTo(span.getSpanContext().getTraceId());
                    assertThat(event.get("span.id").asString())
                            .isEqualTo(span.getSpanContext().getSpanId());
                    encoding.mdc.put("traceId", "4bf92f3577b34da6a3ce929d0e0e4736");
                    assertThat(encoding.json(logger -> logger.info("x"))
                                    .get("trace.id")
                                    .asString())
                            .isEqualTo("4bf92f3577b34da6a3ce929d0e0e4736");
                }
            }
            encoding.mdc.clear();
            assertThat(encoding.json(logger -> logger.info("x")).has("trace.id"))
                    .isFalse();
        }

        @Test
        void eachEventHasAnIdOfItsOwn() {
            List<String> ids = List.of(1, 2, 3).stream()
                    .map(i -> encoding.json(logger -> logger.info("x"))
                            .get("event.id")
                            .asString())
                    .toList();
            assertThat(ids).doesNotHaveDuplicates().allMatch(id -> id.matches("[0-9a-z]{16}-[0-9a-f]+"));
        }

        @Test
        void whatWasThrownIsToldRootCauseFirstWithAHashOfThePlace() {
            List<JsonNode> events = List.of("1", "2").stream()
                    .map(number -> encoding.json(logger -> logger.error("x", thrown(number))))
                    .toList();
            JsonNode one = events.get(0);
            String trace = one.get("error.stack_trace").asString();
            assertThat(trace).startsWith("java.io.IOException: disk 1 full\n");
            assertThat(trace).contains("Wrapped by: java.lang.IllegalStateException: order 1");
            assertThat(trace).doesNotContain("jdk.internal.reflect", "java.lang.reflect");
            assertThat(one.get("error.stack_hash")).isEqualTo(events.get(1).get("error.stack_hash"));
        }

        private Exception thrown(String number) {
            return new IllegalStateException("order " + number, new java.io.IOException("disk " + number + " full"));
        }

        @Test
        void timesAreOfUtcToTheMicrosecond() {
            Timestamps timestamps = new Timestamps();
            assertThat(new String(timestamps.text(Instant.parse("2026-02-03T04:05:06.007008009Z"))))
                    .isEqualTo("2026-02-03T04:05:06.007008Z");
            assertThat(new String(timestamps.text(Instant.parse("2026-02-03T04:05:06Z"))))
                    .isEqualTo("2026-02-03T04:05:06.000000Z");
            assertThat(new String(timestamps.text(Instant.parse("2026-12-31T23:59:59.999999999Z"))))
                    .isEqualTo("2026-12-31T23:59:59.999999Z");
        }
    }

    @Nested
    class Logstash {
        @Test
        void hasTheNamesOfItsEncoder() {
            JsonNode event = in("logstash")
                    .json(logger -> logger.atError()
                            .addKeyValue("order.id", 7)
                            .addKeyValue("level", "mine")
                            .setCause(new IllegalStateException("no"))
                            .log("late"));
            assertThat(event.propertyNames())
                    .contains("@timestamp", "@version", "message", "logger_name", "thread_name", "level", "level_value")
                    .contains("stack_trace", "stack_hash", "event.id", "service.name", "order.id", "labels.level");
            assertThat(event.get("level").asString()).isEqualTo("ERROR");
            assertThat(event.get("level_value").asInt()).isEqualTo(40_000);
        }
    }

    @Nested
    class Gelf {
        private final Encoding encoding = in("gelf");

        @Test
        void keepsItsSpecification() {
            JsonNode event = encoding.json(logger -> logger.atError()
                    .addKeyValue("order id", 7)
                    .addKeyValue("id", "x")
                    .addKeyValue("flag", true)
                    .addKeyValue("list", List.of("a", "b"))
                    .addMarker(MarkerFactory.getMarker("payment"))
                    .setCause(new IllegalStateException("no"))
                    .log("late"));
            assertThat(event.get("version").asString()).isEqualTo("1.1");
            assertThat(event.get("host").asString()).isEqualTo("node-3");
            assertThat(event.get("short_message").asString()).isEqualTo("late");
            assertThat(event.get("full_message").asString()).startsWith("java.lang.IllegalStateException: no");
            assertThat(event.get("timestamp").decimalValue().scale()).isLessThanOrEqualTo(3);
            assertThat(event.get("level").asInt()).isEqualTo(3);
            assertThat(event.get("_order_id").asInt()).isEqualTo(7);
            assertThat(event.get("_labels.id").asString()).isEqualTo("x");
            assertThat(event.get("_flag").asString()).isEqualTo("true");
            assertThat(event.get("_list").asString()).isEqualTo("[a, b]");
            assertThat(event.propertyNames())
                    .filteredOn(
                            name -> !List.of("version", "host", "short_message", "full_message", "timestamp", "level")
                                    .contains(name))
                    .allMatch(name -> name.matches("_[\\w.-]+"))
                    .doesNotContain("_id");
            assertThat(event.values()).allMatch(value -> value.isString() || value.isNumber());
        }

        @Test
        void saysSomethingEvenIfTheMessageDoesNot() {
            assertThat(encoding.json(logger -> logger.info(""))
                            .get("short_message")
                            .asString())
                    .isEqualTo("-");
        }

        @ParameterizedTest
        @CsvSource({"ERROR, 3", "WARN, 4", "INFO, 6", "DEBUG, 7", "TRACE, 7"})
        void hasTheSeveritiesOfSyslog(org.slf4j.event.Level level, int severity) {
            assertThat(encoding.json(logger -> logger.atLevel(level).log("x"))
                            .get("level")
                            .asInt())
                    .isEqualTo(severity);
        }
    }

    @Nested
    class Console {
        @Test
        void isForAPerson() {
            String text = in("console")
                    .text(logger -> logger.atWarn()
                            .addKeyValue("order.id", 7)
                            .addKeyValue("password", "hunter2")
                            .log("late"));
            assertThat(text)
                    .matches(
                            "\\d{2}:\\d{2}:\\d{2}\\.\\d{3} WARN  \\[.*] shop.Orders - late order.id=7 password=\\*\\*\\*\n");
        }

        @Test
        void noMessagePassesForAnotherEventOrMovesTheCursor() {
            String text = in("console").text(logger -> logger.info("a\n12:00:00.000 INFO  [x] b\r\u001b[2J\u0085"));
            assertThat(text).endsWith(" - a\n    | 12:00:00.000 INFO  [x] b?[2J?\n");
        }

        @Test
        void endsWithWhatWasThrown() {
            assertThat(in("console").text(logger -> logger.error("x", new IllegalStateException("no"))))
                    .contains(" - x\njava.lang.IllegalStateException: no\n\tat ")
                    .endsWith("\n");
        }

        @Test
        void isColouredIfAsked() {
            Encoding coloured = new Encoding(it -> {
                it.setFormat("console");
                it.setColoured(true);
            });
            assertThat(coloured.text(logger -> logger.error("x"))).contains(" \u001b[31mERROR\u001b[0m ");
        }
    }
}
