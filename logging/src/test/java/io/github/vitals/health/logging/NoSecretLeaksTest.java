package io.github.vitals.health.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import net.logstash.logback.argument.StructuredArguments;
import net.logstash.logback.marker.Markers;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.MarkerFactory;

/** Seeded secrets, in every place of an event that has text, in every format. */
class NoSecretLeaksTest {
    private static final int EVENTS = 60;

    /** What says of a text that a secret follows; %s is the secret. */
    private static final List<String> TEXTS = List.of(
            "login with password=%s",
            "{\"client_secret\":\"%s\",\"a\":1}",
            "Authorization: Bearer %s",
            "GET https://app:%s@shop.example/orders failed",
            "callback?access_token=%s&state=1",
            "jdbc:postgresql://db/shop?user=app&password=%s",
            "Cookie: session=%s; theme=dark",
            "eyJhbGciOiJIUzI1NiJ9.%s",
            "-----BEGIN PRIVATE KEY-----\n%s\n-----END PRIVATE KEY-----");

    private static final List<String> SECRET_FIELDS =
            List.of("password", "db.password", "apiKey", "access_token", "Authorization", "Set-Cookie");

    private static final Map<String, BiConsumer<Logger, String>> PLACES = Map.ofEntries(
            Map.entry("message", (logger, text) -> logger.info(text)),
            Map.entry("argument", (logger, text) -> logger.info("got {} and {}", text, 7)),
            Map.entry("argument array", (logger, text) -> logger.info("got {}", (Object) new Object[] {text, "x"})),
            Map.entry(
                    "key-value",
                    (logger, text) ->
                            logger.atInfo().addKeyValue("detail", text).log("x")),
            Map.entry(
                    "collection",
                    (logger, text) ->
                            logger.atInfo().addKeyValue("d", List.of("x", text)).log("x")),
            Map.entry(
                    "map",
                    (logger, text) ->
                            logger.atInfo().addKeyValue("d", Map.of("k", text)).log("x")),
            Map.entry(
                    "structured argument",
                    (logger, text) -> logger.info("x {}", StructuredArguments.kv("d", Map.of("k", text)))),
            Map.entry("structured marker", (logger, text) -> logger.info(Markers.append("d", text), "x")),
            Map.entry(
                    "object",
                    (logger, text) -> logger.atInfo()
                            .addKeyValue("d", new StringBuilder(text))
                            .log("x")),
            Map.entry("marker", (logger, text) -> logger.info(MarkerFactory.getDetachedMarker(text), "x")),
            Map.entry("exception", (logger, text) -> logger.error("x", new IllegalStateException(text))),
            Map.entry("cause", (logger, text) -> logger.error("x", new Exception("y", new Error(text)))),
            Map.entry("suppressed", (logger, text) -> logger.error("x", suppressing(text))),
            Map.entry(
                    "exception as value",
                    (logger, text) -> logger.atInfo()
                            .addKeyValue("e", new Exception(text))
                            .log("x")));

    private static Exception suppressing(String text) {
        Exception outer = new Exception("y");
        outer.addSuppressed(new IllegalStateException(text));
        return outer;
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void ofAnyPlace(LogFormat format) {
        Encoding encoding = new Encoding(it -> it.setFormat(format.name()));
        Random random = new Random(9);
        for (int i = 0; i < EVENTS; i++) {
            String secret = secret(random);
            for (String text : TEXTS) {
                String seeded = text.formatted(secret);
                PLACES.forEach((place, logging) -> {
                    String line = encoding.text(logger -> logging.accept(logger, seeded));
                    assertThat(line).as("%s in the %s", text, place).doesNotContain(secret);
                });
                assertThat(inMdc(encoding, "detail", seeded)).doesNotContain(secret);
                assertThat(inThreadName(encoding, seeded)).doesNotContain(secret);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void ofFieldsWhoseNamesSaySo(LogFormat format) {
        Encoding encoding = new Encoding(it -> {
            it.setFormat(format.name());
            it.setMaskFields("customer.birthday");
        });
        Random random = new Random(10);
        for (String field : SECRET_FIELDS) {
            String secret = secret(random);
            Map<String, Object> nested = Map.of("x", Map.of("y", secret));
            assertThat(encoding.text(logger -> logger.info("", StructuredArguments.kv(field, nested))))
                    .doesNotContain(secret);
            assertThat(encoding.text(logger -> logger.info("", StructuredArguments.entries(Map.of(field, nested)))))
                    .doesNotContain(secret);
            assertThat(encoding.text(
                            logger -> logger.atInfo().addKeyValue(field, nested).log("x")))
                    .doesNotContain(secret);
            assertThat(inMdc(encoding, "x".repeat(200) + '.' + field, secret)).doesNotContain(secret);
            assertThat(inMdc(encoding, field, secret)).doesNotContain(secret);
            assertThat(encoding.text(
                            logger -> logger.atInfo().addKeyValue(field, secret).log("x")))
                    .doesNotContain(secret);
            assertThat(encoding.text(logger -> logger.atInfo()
                            .addKeyValue("customer.birthday", secret)
                            .log("x")))
                    .doesNotContain(secret);
        }
    }

    @ParameterizedTest
    @EnumSource(LogFormat.class)
    void ofAnEventThatIsCut(LogFormat format) {
        Encoding encoding = new Encoding(it -> it.setFormat(format.name()));
        Random random = new Random(11);
        for (int i = 0; i < 20; i++) {
            String secret = secret(random);
            String text = "x".repeat(random.nextInt(200_000)) + " password=" + secret + " " + "y".repeat(100_000);
            assertThat(encoding.text(logger -> logger.error(text, new IllegalStateException(text))))
                    .doesNotContain(secret);
        }
    }

    private static String inMdc(Encoding encoding, String name, String text) {
        encoding.mdc.put(name, text);
        try {
            return encoding.text(logger -> logger.info("x"));
        } finally {
            encoding.mdc.remove(name);
        }
    }

    private static String inThreadName(Encoding encoding, String text) {
        Thread thread = Thread.currentThread();
        String before = thread.getName();
        thread.setName(text);
        try {
            return encoding.text(logger -> logger.info("x"));
        } finally {
            thread.setName(before);
        }
    }

    private static String secret(Random random) {
        StringBuilder secret = new StringBuilder();
        int length = 12 + random.nextInt(20);
        for (int i = 0; i < length; i++) {
            secret.append("abcdefghijkmnpqrstuvwxyz23456789ABCDEFGH".charAt(random.nextInt(40)));
        }
        return secret.toString();
    }
}
