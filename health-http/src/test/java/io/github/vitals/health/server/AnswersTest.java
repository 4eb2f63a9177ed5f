package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.endpoint.HealthResponse;
import io.github.vitals.health.page.HealthPage;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AnswersTest {
    private final HealthRegistry health = HealthRegistry.builder()
            .check("orders-db", context -> HealthResult.up())
            .build();
    private final HealthEndpoint endpoint = HealthEndpoint.of(health);
    private final AtomicInteger asked = new AtomicInteger();
    private final Supplier<HealthPage> failing = () -> {
        asked.incrementAndGet();
        throw new LinkageError("a secret");
    };

    @AfterEach
    void close() {
        endpoint.close();
        health.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/health", "/health/ready", "/health/check/orders-db", "/healthz", "/livez", "/readyz"})
    void whatIsProbedDoesNotWaitForThePage(String path) {
        Answers answers = new Answers(endpoint, failing);
        assertThat(answers.respond(HealthRequest.of("GET", path)).statusCode()).isIn(200, 503);
        assertThat(answers.await(HealthRequest.of("GET", path)).toCompletableFuture())
                .isCompleted();
        assertThat(asked).hasValue(0);
    }

    @Test
    void aPageThatFailsIsAnErrorOfWhichNothingIsTold() {
        Answers answers = new Answers(endpoint, failing);
        HealthResponse response = answers.respond(HealthRequest.of("GET", "/"));
        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(new String(response.body(), StandardCharsets.UTF_8)).isEqualTo("internal error\n");
        assertThat(answers.respond(HealthRequest.of("HEAD", "/")).body()).isEmpty();
        assertThat(asked).hasValue(2);
    }

    @Test
    void withoutAPageTheEndpointAnswersEverything() {
        Answers answers = new Answers(endpoint, null);
        assertThat(answers.havePage()).isFalse();
        assertThat(answers.respond(HealthRequest.of("GET", "/")).statusCode()).isEqualTo(404);
    }
}
