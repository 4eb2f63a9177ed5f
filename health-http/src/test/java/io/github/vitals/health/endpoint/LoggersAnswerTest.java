package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LoggersAnswerTest {
    private static final String TOKEN = "0123456789abcdef";
    private static final String LOGGER = "io.github.vitals.health.endpoint.LoggersAnswerTest.some";
    private static final Instant UNTIL = Instant.parse("2026-03-05T12:00:00Z");

    private final HealthRegistry health = HealthRegistry.builder().build();
    private final LogLevels logback = LogLevels.logback();

    @AfterEach
    void close() {
        health.close();
    }

    private HealthEndpoint endpoint(LogLevels levels) {
        return HealthEndpoint.builder(health)
                .admin(Access.token(TOKEN))
                .logLevels(levels)
                .build();
    }

    private HealthEndpoint endpoint(List<ChangedLevel> changed) {
        return HealthEndpoint.builder(health)
                .admin(Access.token(TOKEN))
                .logLevels((logger, level, duration, by, reason) -> {}, () -> changed)
                .build();
    }

    private static HealthResponse ask(HealthEndpoint endpoint, String method, String token) {
        Map<String, String> headers = Map.of("Authorization", "Bearer " + token, "Content-Type", "application/json");
        return endpoint.respond(HealthRequest.of(method, "/admin/loggers").withHeaders(headers::get));
    }

    private static String told(HealthEndpoint endpoint) {
        HealthResponse response = ask(endpoint, "GET", TOKEN);
        assertThat(response.statusCode()).isEqualTo(200);
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    @Test
    void tellsOfEachChangedLoggerItsLevelUntilWhenByWhomAndWhy() {
        assertThat(told(endpoint(List.of(
                        new ChangedLevel("shop", Level.DEBUG, UNTIL, "jane (127.0.0.1)", "ticket 4711"),
                        new ChangedLevel("ROOT", Level.WARN, UNTIL, "", "")))))
                .isEqualTo("{\"loggers\":[{\"logger\":\"ROOT\",\"level\":\"WARN\",\"until\":\"2026-03-05T12:00:00Z\"},"
                        + "{\"logger\":\"shop\",\"level\":\"DEBUG\",\"until\":\"2026-03-05T12:00:00Z\","
                        + "\"by\":\"jane (127.0.0.1)\",\"reason\":\"ticket 4711\"}]}\n");
    }

    @Test
    void tellsWhatIsChangedInLogback() {
        LoggerFactory.getLogger(LOGGER);
        HealthEndpoint endpoint = endpoint(logback);
        assertThat(told(endpoint)).isEqualTo("{\"loggers\":[]}\n");
        Instant before = Instant.now();
        logback.set(LOGGER, Optional.of(Level.DEBUG), Duration.ofHours(1), "ada", "ticket 4711");
        try {
            assertThat(logback.changed().orElseThrow())
                    .singleElement()
                    .satisfies(changed -> assertThat(changed.until())
                            .isBetween(before.plusSeconds(3600), Instant.now().plusSeconds(3600)));
            assertThat(told(endpoint))
                    .contains(
                            "\"logger\":\"" + LOGGER + "\",\"level\":\"DEBUG\"",
                            "\"by\":\"ada\",\"reason\":\"ticket 4711\"");
        } finally {
            logback.set(LOGGER, Optional.empty(), Duration.ofHours(1));
        }
        assertThat(told(endpoint)).isEqualTo("{\"loggers\":[]}\n");
    }

    @Test
    void isForThoseOnlyWhoMayChangeLevels() {
        HealthEndpoint endpoint = endpoint(List.of(new ChangedLevel("shop", Level.DEBUG, UNTIL, "", "")));
        HealthResponse refused = ask(endpoint, "GET", "another-token-456");
        assertThat(refused.statusCode()).isEqualTo(403);
        assertThat(new String(refused.body(), StandardCharsets.UTF_8)).doesNotContain("shop");
        assertThat(ask(endpoint, "HEAD", TOKEN).statusCode()).isEqualTo(200);
        assertThat(ask(endpoint, "POST", TOKEN).statusCode()).isEqualTo(405);
        HealthEndpoint open = HealthEndpoint.builder(health).build();
        assertThat(ask(open, "GET", TOKEN).statusCode()).isEqualTo(404);
    }

    @Test
    void isThereOnlyWhereItIsKnownWhatIsChanged() {
        HealthResponse none = ask(endpoint((logger, level, duration) -> {}), "GET", TOKEN);
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(new String(none.body(), StandardCharsets.UTF_8))
                .contains("/admin/logger/{name}")
                .doesNotContain("/admin/loggers");
        assertThat(new String(endpoint(List.of())
                        .respond(HealthRequest.of("GET", "/none"))
                        .body()))
                .contains("/admin/loggers");
    }

    @Test
    void isBoundedAndScrubbed() {
        List<ChangedLevel> changed = new ArrayList<>();
        for (int i = 102; i > 0; i--) {
            changed.add(new ChangedLevel("logger" + (1000 + i), Level.WARN, UNTIL, "password=hunter2", ""));
        }
        changed.add(new ChangedLevel("a".repeat(100_000), Level.WARN, UNTIL, "", ""));
        assertThat(told(endpoint(changed)))
                .contains("logger1099", "password=***")
                .doesNotContain("logger1100", "hunter2")
                .hasSizeLessThan(20_000)
                .endsWith("],\"leftOut\":3}\n");
    }
}
