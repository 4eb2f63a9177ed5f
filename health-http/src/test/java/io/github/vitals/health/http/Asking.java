package io.github.vitals.health.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.net.URI;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;

/** How tests run a check, and what they then say of its result. */
final class Asking {
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private Asking() {}

    static HealthResult ask(HttpHealthCheckBuilder check) throws InterruptedException {
        return ask(check, AMPLE);
    }

    static HealthResult ask(HttpHealthCheckBuilder check, Duration timeout) throws InterruptedException {
        return check.build().check(CheckContext.of("payments", timeout));
    }

    static HttpHealthCheckBuilder check(MockWebServer server, String path) {
        return HttpHealthCheck.builder(uri(server, path));
    }

    static URI uri(MockWebServer server, String path) {
        return server.url(path).uri();
    }

    static MockResponse answer(int status) {
        return new MockResponse.Builder().code(status).build();
    }

    static MockResponse redirect(int status, Object location) {
        return new MockResponse.Builder()
                .code(status)
                .addHeader("Location", location)
                .build();
    }

    static void assertUp(HealthResult result) {
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.UP);
    }

    static void assertDown(HealthResult result, FailureReason reason) {
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DOWN);
        assertThat(result.reason()).as(result::toString).contains(reason);
    }
}
