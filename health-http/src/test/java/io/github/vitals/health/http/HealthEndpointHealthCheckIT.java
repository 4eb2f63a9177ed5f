package io.github.vitals.health.http;

import static io.github.vitals.health.http.Asking.assertDown;
import static io.github.vitals.health.http.Asking.assertUp;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.server.HealthServer;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HealthEndpointHealthCheckIT {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static HealthResult ask(HealthEndpointHealthCheck check) throws InterruptedException {
        return check.check(CheckContext.of("ledger", Duration.ofSeconds(20)));
    }

    private HealthResult reported(int status, String body) throws InterruptedException {
        server.enqueue(new MockResponse.Builder().code(status).body(body).build());
        return ask(HealthEndpointHealthCheck.of(Asking.uri(server, "/health")));
    }

    private static void assertDegraded(HealthResult result) {
        assertThat(result.status()).as(result::toString).isEqualTo(HealthStatus.DEGRADED);
        assertThat(result.reason()).contains(FailureReason.ASSERTION);
    }

    @Nested
    class TheShapeOf {
        @ParameterizedTest
        @ValueSource(strings = {"vitals", "actuator", "health%2Bjson"})
        void thisLibraryIsReadFromItsOwnServer(String format) throws Exception {
            try (HealthRegistry ledger = HealthRegistry.builder()
                            .check("db", context -> HealthResult.down(FailureReason.CONNECT_REFUSED, "no database"))
                            .check("cache", context -> HealthResult.up())
                            .start();
                    HealthServer served = HealthServer.builder(ledger)
                            .port(0)
                            .details(caller -> true)
                            .start()) {
                ledger.check();
                HealthResult result =
                        ask(HealthEndpointHealthCheck.of(served.uri().resolve("/health?format=" + format)));
                assertDown(result, FailureReason.ASSERTION);
                assertThat(result.message()).isEqualTo("it says DOWN: db DOWN (no database)");
                assertThat(result.details()).containsEntry("parts", 2).containsEntry("status", 503);
            }
        }

        @Test
        void microProfileIsRead() throws Exception {
            HealthResult result = reported(
                    503,
                    "{\"status\":\"DOWN\",\"checks\":[{\"name\":\"db\",\"status\":\"DOWN\",\"data\":{\"error\":\"refused\"}},"
                            + "{\"name\":\"live\",\"status\":\"UP\"}]}");
            assertDown(result, FailureReason.ASSERTION);
            assertThat(result.message()).isEqualTo("it says DOWN: db DOWN (refused)");
        }

        @Test
        void actuatorIsReadWithWhatIsNested() throws Exception {
            HealthResult result = reported(
                    503,
                    "{\"status\":\"DOWN\",\"groups\":[\"readiness\"],\"components\":{\"db\":{\"status\":\"DOWN\",\"components\":{"
                            + "\"orders\":{\"status\":\"DOWN\",\"details\":{\"error\":\"refused\"}},\"stock\":{\"status\":\"UP\","
                            + "\"details\":{\"database\":\"PostgreSQL\"}}}},\"ping\":{\"status\":\"UP\"}}}");
            assertDown(result, FailureReason.ASSERTION);
            assertThat(result.details())
                    .containsEntry("parts", 4)
                    .containsEntry("failing.1", "db DOWN")
                    .containsEntry("failing.2", "db.orders DOWN (refused)");
            assertDegraded(reported(200, "{\"status\":\"UNKNOWN\"}"));
            assertDegraded(reported(200, "{\"status\":\"RESTRICTED\"}"));
            assertDown(reported(503, "{\"status\":\"OUT_OF_SERVICE\"}"), FailureReason.ASSERTION);
            assertUp(reported(200, "{\"status\":\"UP\"}"));
        }

        @Test
        void healthJsonIsRead() throws Exception {
            HealthResult result = reported(
                    200,
                    "{\"status\":\"warn\",\"version\":\"1\",\"checks\":{\"cpu:utilization\":[{\"status\":\"pass\"},"
                            + "{\"status\":\"warn\",\"output\":\"85 %\"}]}}");
            assertDegraded(result);
            assertThat(result.message()).isEqualTo("it says warn: cpu:utilization warn (85 %)");
            assertDown(reported(503, "{\"status\":\"fail\"}"), FailureReason.ASSERTION);
            assertUp(reported(200, "{\"status\":\"pass\"}"));
        }

        @Test
        void dotNetIsRead() throws Exception {
            assertDegraded(
                    reported(
                            200,
                            "{\"status\":\"Degraded\",\"entries\":{\"sql\":{\"status\":\"Degraded\",\"description\":\"slow\"}}}"));
            assertUp(reported(200, "Healthy"));
            assertDown(reported(503, "Unhealthy"), FailureReason.ASSERTION);
        }
    }

    @Nested
    class ABody {
        @Test
        void thatIsNoReportIsNotTakenForOne() throws Exception {
            for (String body :
                    new String[] {"<html>fine</html>", "{}", "{\"status\":\"great\"}", "{\"status\":1}", "[]", ""}) {
                assertDown(reported(200, body), FailureReason.BODY);
            }
            HealthResult gateway = reported(503, "<html>Service Unavailable</html>");
            assertDown(gateway, FailureReason.STATUS);
            assertThat(gateway.message()).isEqualTo("status 503, and the body is no health report");
            assertThat(gateway.details()).containsKey("sample");
        }

        @Test
        void thatContradictsItsStatusCodeIsNotBelieved() throws Exception {
            assertDown(reported(503, "{\"status\":\"UP\"}"), FailureReason.STATUS);
            assertDown(reported(200, "{\"status\":\"DOWN\"}"), FailureReason.ASSERTION);
        }

        @Test
        void nestedWithoutEndIsReadSoFarAsItMakesSense() throws Exception {
            String nested = "{\"status\":\"DOWN\",\"components\":{\"a\":".repeat(100) + "1" + "}}".repeat(100);
            HealthResult result = reported(200, nested);
            assertDown(result, FailureReason.ASSERTION);
            assertThat(result.details().get("parts")).isEqualTo(10);
        }
    }

    @Test
    void isAskedAsDescribed() throws Exception {
        server.enqueue(new MockResponse.Builder().code(404).build());
        HealthResult result = ask(HealthEndpointHealthCheck.of(
                HttpHealthCheck.builder(Asking.uri(server, "/health")).bearer(() -> "t0ken")));
        assertDown(result, FailureReason.STATUS);
        assertThat(result.message()).isEqualTo("status 404 (expected: a health report with 200 to 299, 500 or 503)");
        assertThat(server.takeRequest().getHeaders().get("Authorization")).isEqualTo("Bearer t0ken");
    }

    @Test
    void isAskedOfAnotherProcess() {
        HealthEndpointHealthCheck check =
                HealthEndpointHealthCheck.of(URI.create("http://ledger.example/health?key=1"));
        assertThat(check.external()).isTrue();
        assertThat(check).hasToString("HealthEndpointHealthCheck[GET http://ledger.example/health]");
    }
}
