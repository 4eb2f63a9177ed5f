package io.github.vitals.health.logging;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.MarkerFactory;
import tools.jackson.databind.JsonNode;

class LogEncoderTest {
    private static final Logger log = LoggerFactory.getLogger("shop.Orders");

    @TempDir
    Path directory;

    private Logging logging;

    @BeforeEach
    void configure() throws Exception {
        logging = Logging.into(
                directory,
                Map.of("vitals.log.console", "off", "vitals.service.name", "orders", "vitals.service.version", "1.2"));
    }

    @AfterEach
    void closeWithoutComplaint() {
        logging.close();
    }

    @Nested
    class Fields {
        @Test
        void sayWhatHappenedWhereInEcsNames() throws Exception {
            Instant before = Instant.now();
            log.warn("Order {} took long", 42);

            JsonNode event = logging.onlyEvent();
            assertThat(event.get("message").asString()).isEqualTo("Order 42 took long");
            assertThat(event.get("log.level").asString()).isEqualTo("WARN");
            assertThat(event.get("log.logger").asString()).isEqualTo("shop.Orders");
            assertThat(event.get("process.thread.name").asString())
                    .isEqualTo(Thread.currentThread().getName());
            assertThat(event.get("ecs.version").asString()).isEqualTo("8.11.0");
            assertThat(event.get("service.name").asString()).isEqualTo("orders");
            assertThat(event.get("service.version").asString()).isEqualTo("1.2");
            assertThat(event.has("service.environment")).isFalse();
            assertThat(event.get("@timestamp").asString()).endsWith("Z");
            assertThat(Instant.parse(event.get("@timestamp").asString()))
                    .isBetween(before.minusMillis(1), Instant.now().plusMillis(1));
        }

        @Test
        void keepNumbersAndBooleansAsWhatTheyAre() throws Exception {
            log.atInfo()
                    .addKeyValue("int", 1)
                    .addKeyValue("long", 5_000_000_000L)
                    .addKeyValue("double", 0.5)
                    .addKeyValue("flag", true)
                    .addKeyValue("decimal", new BigDecimal("12.30"))
                    .addKeyValue("big", BigInteger.TWO.pow(80))
                    .addKeyValue("nan", Double.NaN)
                    .addKeyValue("duration", Duration.ofSeconds(3))
                    .log("typed");

            JsonNode event = logging.onlyEvent();
            assertThat(event.get("int").isIntegralNumber()).isTrue();
            assertThat(event.get("long").asLong()).isEqualTo(5_000_000_000L);
            assertThat(event.get("double").asDouble()).isEqualTo(0.5);
            assertThat(event.get("flag").isBoolean()).isTrue();
            assertThat(event.get("decimal").isNumber()).isTrue();
            assertThat(event.get("big").bigIntegerValue()).isEqualTo(BigInteger.TWO.pow(80));
            assertThat(event.get("nan").isNull()).isTrue();
            assertThat(event.get("duration").asString()).isEqualTo("PT3S");
        }

        @Test
        void takeTheMdcAndTheMarkersAlong() throws Exception {
            try (var closed = MDC.putCloseable("trace.id", "abc")) {
                log.atInfo().addMarker(MarkerFactory.getMarker("audit")).log("x");
            }
            assertThat(logging.onlyEvent().get("trace.id").asString()).isEqualTo("abc");
            assertThat(logging.onlyEvent().get("tags").get(0).asString()).isEqualTo("audit");
        }

        @Test
        void areWrittenOnceEachWhateverTheApplicationCallsItsOwn() throws Exception {
            try (var closed = MDC.putCloseable("order.id", "from the MDC")) {
                log.atInfo()
                        .addKeyValue("order.id", "from the event")
                        .addKeyValue("message", "mine")
                        .addKeyValue("service.name", "mine too")
                        .log("the message");
            }
            JsonNode event = logging.onlyEvent();
            assertThat(event.get("order.id").asString()).isEqualTo("from the event");
            assertThat(event.get("message").asString()).isEqualTo("the message");
            assertThat(event.get("labels.message").asString()).isEqualTo("mine");
            assertThat(event.get("labels.service.name").asString()).isEqualTo("mine too");
        }

        @Test
        void neverTakeAnObjectApart() throws Exception {
            log.atInfo()
                    .addKeyValue("login", new Login())
                    .addKeyValue("rude", new Rude())
                    .addKeyValue("none", (Object) null)
                    .log("x");

            JsonNode event = logging.onlyEvent();
            assertThat(event.get("login").asString()).isEqualTo("a login");
            assertThat(event.get("rude").asString()).isEqualTo("<no text: java.lang.IllegalStateException>");
            assertThat(event.has("none")).isFalse();
        }

        @Test
        void nameWhatWasThrownWithItsFullTypeAndTrace() throws Exception {
            log.error("failed", new IllegalStateException("no stock", new java.io.IOException("disk full")));

            JsonNode event = logging.onlyEvent();
            assertThat(event.get("error.type").asString()).isEqualTo("java.lang.IllegalStateException");
            assertThat(event.get("error.message").asString()).isEqualTo("no stock");
            assertThat(event.get("error.stack_trace").asString())
                    .contains("no stock", "disk full", getClass().getName());
            assertThat(event.get("error.stack_hash").asString()).isNotEmpty();
        }

        @Test
        void boundTheStackTrace() throws Exception {
            Exception deep = new Exception("0");
            for (int depth = 1; depth < 200; depth++) {
                deep = new Exception(Integer.toString(depth), deep);
            }
            log.error("failed", deep);
            assertThat(logging.onlyEvent().get("error.stack_trace").asString().length())
                    .isLessThan(33_000);
        }

        @Test
        void keepALineBreakOfTheMessageWithinTheLine() throws Exception {
            log.info("first\nsecond\r\n{\"log.level\":\"FORGED\"}");
            assertThat(logging.onlyEvent().get("message").asString()).contains("\n", "FORGED");
            assertThat(logging.onlyEvent().get("log.level").asString()).isEqualTo("INFO");
        }
    }

    @Nested
    class Secrets {
        @ParameterizedTest
        @ValueSource(
                strings = {
                    "password",
                    "db.password",
                    "DB_PASSWORD",
                    "userPassword",
                    "passwordHash",
                    "token",
                    "access_token",
                    "http.request.headers.authorization",
                    "client.secret",
                    "apiKey",
                    "api-key",
                    "secret_key",
                    "cookie",
                    "aws.credentials"
                })
        void doNotComeOutOfAFieldThatIsNamedSo(String name) throws Exception {
            try (var closed = MDC.putCloseable("mdc." + name, "hunter2")) {
                log.atInfo()
                        .addKeyValue(name, "hunter2")
                        .addKeyValue("other", 1)
                        .log("login");
            }
            assertThat(logging.onlyLine()).doesNotContain("hunter2");
            assertThat(logging.onlyEvent().get(name).asString()).isEqualTo("***");
            assertThat(logging.onlyEvent().get("other").asInt()).isEqualTo(1);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "jdbc:postgresql://app:hunter2@db:5432/orders is down",
                    "login with password=hunter2&user=app",
                    "{\"client_secret\": \"hunter2\"}",
                    "Authorization: Basic hunter2hunter2",
                    "sent Bearer hunter2.hunter2",
                    "api_key = hunter2"
                })
        void doNotComeOutOfAMessageAValueOrAStackTrace(String text) throws Exception {
            log.atError()
                    .addKeyValue("detail", text)
                    .setCause(new IllegalStateException(text))
                    .log(text);

            assertThat(logging.onlyLine()).doesNotContain("hunter2");
            assertThat(logging.onlyEvent().get("error.stack_trace").asString())
                    .contains(getClass().getName());
        }

        @ParameterizedTest
        @ValueSource(strings = {"token_count", "keyboard", "orders.pending", "monkey"})
        void areNotSeenInHarmlessNames(String name) throws Exception {
            log.atInfo().addKeyValue(name, "7 of 9").log("see http://shop/orders?sort=key for the key figures");
            assertThat(logging.onlyEvent().get(name).asString()).isEqualTo("7 of 9");
            assertThat(logging.onlyEvent().get("message").asString())
                    .isEqualTo("see http://shop/orders?sort=key for the key figures");
        }

        @Test
        void areStillFoundAfterMoreFieldNamesThanAreRemembered() throws Exception {
            for (int i = 0; i < 1_100; i++) {
                log.atInfo().addKeyValue("field" + i, i).log("x");
            }
            log.atInfo().addKeyValue("late.password", "hunter2").log("x");
            assertThat(logging.events().get(1_100).get("late.password").asString())
                    .isEqualTo("***");
        }
    }

    /** Has a getter that gives a secret away. */
    public static final class Login {
        public String getPin() {
            throw new AssertionError("a getter was called");
        }

        @Override
        public String toString() {
            return "a login";
        }
    }

    private static final class Rude {
        @Override
        public String toString() {
            throw new IllegalStateException("no");
        }
    }

    @Test
    void whatIsItsOwnCauseIsLoggedWithoutAHash() {
        Exception inner = new Exception("inner");
        Exception outer = new Exception("outer", inner);
        inner.initCause(outer);
        JsonNode event = new Encoding(it -> {}).json(log -> log.error("failed", outer));
        assertThat(event.get("message").asString()).isEqualTo("failed");
        assertThat(event.get("error.type").asString()).isEqualTo("java.lang.Exception");
        assertThat(event.get("error.stack_trace").asString()).contains("outer", "inner");
        assertThat(event.has("error.stack_hash")).isFalse();
    }

    @Test
    void aCardThatIsANumberIsMaskedAndOtherNumbersStayNumbers() {
        JsonNode event = new Encoding(it -> {})
                .json(log -> log.atInfo()
                        .addKeyValue("nr", 4111111111111111L)
                        .addKeyValue("list", List.of(4111111111111111L))
                        .addKeyValue("other", 4111111111111112L)
                        .log("x"));
        assertThat(event.get("nr").asString()).isEqualTo("***");
        assertThat(event.get("list").get(0).asString()).isEqualTo("***");
        assertThat(event.get("other").asLong()).isEqualTo(4111111111111112L);
    }
}
