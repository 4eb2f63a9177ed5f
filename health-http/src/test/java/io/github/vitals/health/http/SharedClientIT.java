package io.github.vitals.health.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.HealthResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class SharedClientIT {
    @Test
    void isOneForAllChecksAndEndsWithTheLastOfThem() throws Exception {
        Set<Thread> before = threads();
        useManyChecks();
        assertThat(threads().stream().filter(thread -> !before.contains(thread)))
                .as("a selector and at most 4 threads for 50 checks")
                .hasSizeLessThanOrEqualTo(5);
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            System.gc();
            assertThat(threads()).isSubsetOf(before);
        });
    }

    private static void useManyChecks() throws InterruptedException {
        List<HttpHealthCheck> checks = new ArrayList<>();
        try (TargetProcess target = TargetProcess.start()) {
            for (int i = 0; i < 50; i++) {
                checks.add(HttpHealthCheck.of(target.uri("/status/200")));
            }
            for (HttpHealthCheck check : checks) {
                HealthResult result = check.check(CheckContext.of("many", Duration.ofSeconds(20)));
                assertThat(result.details()).containsEntry("status", 200);
            }
            assertThat(threads()).allMatch(Thread::isDaemon);
        }
    }

    private static Set<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("health-http-")
                        || thread.getName().startsWith("HttpClient-"))
                .collect(Collectors.toSet());
    }
}
