package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.endpoint.Access;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryKey;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class HistoryAndPageIT {
    private final HealthRegistry health = HealthRegistry.builder()
            .check("orders-db", context -> HealthResult.down("gone"))
            .build();
    private final Set<Thread> before = histories();

    @AfterEach
    void close() {
        health.close();
    }

    private static Set<Thread> histories() {
        return Threads.named("vitals-history.*");
    }

    /** Those that were begun since the test was. */
    private Set<Thread> begun() {
        Set<Thread> begun = new HashSet<>(histories());
        begun.removeAll(before);
        return begun;
    }

    private HealthServer.Builder server() {
        return HealthServer.builder(health).port(0);
    }

    private static int code(HealthServer server, String path, String... headers) throws Exception {
        return Http.get(server, path, headers).statusCode();
    }

    @Nested
    class AServerThatIsTold {
        @Test
        void whoSeesDetailsShowsThemInTheHistoryAndOnThePage() throws Exception {
            try (HealthServer server = server().details(request -> true).start()) {
                health.check();
                assertThat(Http.get(server, "/health/history").body()).contains("\"name\":\"orders-db\"");
                assertThat(Http.get(server, "/badge/orders-db.svg").body()).contains("orders-db: down");
                assertThat(Http.get(server, "/feed.atom").body()).startsWith("<?xml ");
                assertThat(code(server, "/")).isEqualTo(200);
            }
        }

        @Test
        void thatByItsEndpointDoesSoToo() throws Exception {
            String token = "0123456789abcdef";
            try (HealthServer server =
                    server().endpoint(it -> it.details(Access.token(token))).start()) {
                for (String path : new String[] {"/health/history", "/badge/orders-db.svg", "/feed.atom"}) {
                    assertThat(code(server, path)).isEqualTo(401);
                    assertThat(code(server, path, "Authorization", "Bearer no")).isEqualTo(403);
                    assertThat(code(server, path, "Authorization", "Bearer " + token))
                            .isEqualTo(200);
                }
                assertThat(code(server, "/badge/all.svg")).isEqualTo(200);
            }
        }

        @Test
        void aPredicateThatThrowsShowsNobodyAnything() throws Exception {
            try (HealthServer server = server().details(request -> {
                        throw new IllegalStateException("broken");
                    })
                    .start()) {
                for (String path : new String[] {"/health/history", "/badge/orders-db.svg", "/feed.atom"}) {
                    assertThat(code(server, path)).isEqualTo(401);
                }
            }
        }

        @Test
        void aBrowserStillGetsTheTableOfTheEndpointAtItsPath() throws Exception {
            try (HealthServer server = server().details(request -> true).start()) {
                HttpResponse<String> table =
                        Http.get(server, "/health", "Accept", "text/html,application/xhtml+xml,*/*;q=0.8");
                assertThat(table.body()).contains("<caption>Checks</caption>");
            }
        }

        @Test
        void aLargeAnswerArrivesWhole() throws Exception {
            try (HealthServer server = server().details(request -> true).start()) {
                health.check();
                await().until(() -> code(server, "/health/history/orders-db") == 200);
                HttpResponse<String> large = Http.get(server, "/health/history/orders-db?window=16h&step=1m");
                assertThat(large.body()).hasSizeGreaterThan(150_000);
                assertThat(JsonMapper.shared().readTree(large.body()).get("buckets"))
                        .hasSizeBetween(960, 961);
            }
        }
    }

    @Nested
    class WithoutAHistory {
        @Test
        void aServerBeginsOneByItselfAndEndsItWithItself() throws Exception {
            try (HealthServer server = server().details(request -> true).start()) {
                await().until(() -> !begun().isEmpty());
                assertThat(code(server, "/health/ready")).isEqualTo(503);
            }
            await().until(() -> begun().isEmpty());
        }

        @Test
        void whoAsksForItDoesNotWaitUntilItBegins() throws Exception {
            try (HealthServer server = server().details(request -> true).start()) {
                assertThat(code(server, "/health/history")).isEqualTo(200);
                assertThat(begun()).hasSize(1);
            }
            await().until(() -> begun().isEmpty());
        }

        @Test
        void aServerThatIsClosedAtOnceLeavesNoneBehind() {
            server().start().close();
            await().until(() -> Threads.named("health-server-history").isEmpty());
            assertThat(begun()).isEmpty();
        }

        @Test
        void eachServerOfABuilderHasItsOwn() throws Exception {
            HealthServer.Builder described = server().details(request -> true);
            HealthServer first = described.start();
            try (HealthServer second = described.start()) {
                assertThat(code(first, "/health/history")).isEqualTo(200);
                first.close();
                assertThat(code(second, "/health/history")).isEqualTo(200);
                assertThat(begun()).hasSize(1);
            }
        }
    }

    @Nested
    class WithAHistory {
        @Test
        void aServerTellsItAndLeavesItOpen() throws Exception {
            try (HealthHistory history = HealthHistory.of(health)) {
                health.check();
                try (HealthServer server =
                        server().details(request -> true).history(history).start()) {
                    assertThat(code(server, "/health/history/orders-db")).isEqualTo(200);
                    assertThat(Http.get(server, "/badge/orders-db.svg?of=uptime")
                                    .body())
                            .contains("<svg ");
                    assertThat(begun()).hasSize(1);
                }
                assertThat(history.keys()).contains(HistoryKey.check("orders-db"));
                assertThat(begun()).hasSize(1);
            }
        }

        @Test
        void thatTheEndpointWasGivenIsThePagesToo() throws Exception {
            try (HealthHistory history =
                            HealthHistory.builder(health).origin("shop", "one").start();
                    HealthServer server = server().endpoint(
                                    it -> it.history(history).details(request -> true))
                            .start()) {
                assertThat(Http.get(server, "/feed.atom").body()).contains("Incidents of shop on one");
                assertThat(begun()).hasSize(1);
            }
        }
    }

    @Nested
    class WithoutAPage {
        @ParameterizedTest
        @ValueSource(strings = {"/", "/badge/all.svg", "/feed.atom", "/health/history"})
        void thereIsNoneOfItsPathsAndNoHistory(String path) throws Exception {
            try (HealthServer server =
                    server().details(request -> true).page(false).start()) {
                assertThat(code(server, path)).isEqualTo(404);
                assertThat(Threads.named("health-server-history")).isEmpty();
                assertThat(begun()).isEmpty();
            }
        }

        @Test
        void aHistoryThatIsGivenIsStillTold() throws Exception {
            try (HealthHistory history = HealthHistory.of(health);
                    HealthServer server = server().details(request -> true)
                            .page(false)
                            .history(history)
                            .start()) {
                assertThat(code(server, "/health/history")).isEqualTo(200);
                assertThat(code(server, "/")).isEqualTo(404);
            }
        }
    }
}
