package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import tools.jackson.databind.json.JsonMapper;

/** Requests made of pieces that are wrong in every way: each is answered, and none of the answers is our own failure. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class RequestFuzzTest {
    private static final int REQUESTS = 50_000;

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "OPTIONS", "get", "", "G\u0000T");

    private static final List<String> PATHS = List.of(
            "/health",
            "/health/ready",
            "/health/group/all",
            "/health/check/it",
            "/health/it",
            "/livez",
            "/readyz",
            "/events",
            "/admin/check/it/run",
            "/admin/logger/ROOT",
            "/metrics",
            "",
            "*",
            "//health",
            "/health/../health",
            "/health//ready",
            "/health/check/%00",
            "/health/check/\u0000\ud83d",
            "http://evil.example/health",
            "/" + "a/".repeat(5000));

    private static final List<String> PIECES = List.of(
            "format=",
            "vitals",
            "health+json",
            "actuator",
            "text",
            "html",
            "exclude=it",
            "verbose",
            "name[]=",
            "%",
            "%2",
            "%zz",
            "%00",
            "%2e%2e",
            "%c0%af",
            "%ed%a0%bd",
            "%f4%90%80%80",
            "&",
            "&&&",
            "=",
            "==",
            ";",
            "+",
            "\ud83d",
            "\udca9",
            "\u0000",
            "a".repeat(10_000));

    private static final List<String> HEADERS = List.of(
            "Accept",
            "Accept-Encoding",
            "If-None-Match",
            "Prefer",
            "Last-Event-ID",
            "Authorization",
            "Host",
            "Origin",
            "Content-Type",
            "Sec-Fetch-Site",
            "X-Forwarded-For");

    private static final List<String> VALUES = List.of(
            "application/json",
            "application/json;q=",
            "application/json;q=NaN",
            "application/json;q=1e999",
            "text/html;q=-1, */*;q=2",
            "*/*",
            "/",
            ",,,;;;",
            "text/event-stream",
            "gzip;q=0x1p0",
            "*",
            "W/",
            "W/\"",
            "\"\"",
            "wait=0",
            "wait=-9999999999999999999",
            "wait=,wait=\"1\"",
            "Bearer ",
            "Bearer 0123456789abcdef",
            "[::1",
            "localhost:99999999",
            "null",
            "application/json; charset=\u0000",
            "",
            "\ud83d",
            "x,".repeat(5000));

    private static final List<String> BODIES =
            List.of("", "{}", "{", "{\"a\":", "[[[[", "{\"level\":\"info\"}", "\u0000", "x".repeat(5000));

    private final HealthRegistry health =
            HealthRegistry.builder().check("it", context -> HealthResult.up()).build();
    private final HealthEndpoint endpoint = HealthEndpoint.builder(health)
            .details(Access.loopback().or(Access.token("0123456789abcdef")))
            .admin(Access.token("0123456789abcdef"))
            .build();

    @AfterEach
    void close() {
        endpoint.close();
        health.close();
    }

    private static String one(Random random, List<String> of) {
        return of.get(random.nextInt(of.size()));
    }

    private static HealthRequest request(Random random) {
        StringBuilder query = new StringBuilder();
        for (int i = random.nextInt(6); i > 0; i--) {
            query.append(one(random, PIECES));
        }
        Map<String, String> headers = new HashMap<>();
        for (int i = random.nextInt(5); i > 0; i--) {
            headers.put(one(random, HEADERS), one(random, VALUES));
        }
        String path = one(random, PATHS);
        if (random.nextInt(4) == 0 && !path.isEmpty()) {
            int at = random.nextInt(path.length());
            path = path.substring(0, at) + (char) random.nextInt(0x10000) + path.substring(at);
        }
        return HealthRequest.of(one(random, METHODS), path)
                .withQuery(query.toString())
                .withHeaders(headers::get)
                .withBody(one(random, BODIES).getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void isAnsweredAndNeverWithAFailureOfOurs() {
        health.check();
        long seed = 42;
        Random random = new Random(seed);
        for (int i = 0; i < REQUESTS; i++) {
            HealthRequest request = request(random);
            CompletableFuture<HealthResponse> answer = endpoint.await(request).toCompletableFuture();
            assertThat(answer).as("seed %d, request %d", seed, i).isCompleted();
            HealthResponse response = answer.join();
            assertThat(response.statusCode())
                    .as("seed %d, request %d: %s", seed, i, request)
                    .isIn(200, 304, 400, 401, 403, 404, 405, 406, 415);
            assertThat(response.headers().values()).noneMatch(value -> value.matches("(?s).*[\\r\\n\\x00].*"));
            if (response.length() > 0 && response.header("Content-Type").contains("json")) {
                assertThat(JsonMapper.shared().readTree(response.body()).isObject())
                        .isTrue();
            }
        }
    }
}
