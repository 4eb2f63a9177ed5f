package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongPollTest {
    private final AtomicReference<HealthResult> next = new AtomicReference<>(HealthResult.up());
    private final HealthRegistry health = HealthRegistry.builder()
            .check(
                    "it",
                    context -> next.get(),
                    CheckPolicy.builder()
                            .failureThreshold(1)
                            .successThreshold(1)
                            .build())
            .build();
    private final HealthEndpoint endpoint = HealthEndpoint.of(health);

    LongPollTest() {
        health.check();
    }

    @AfterEach
    void close() {
        endpoint.close();
        health.close();
    }

    private HealthRequest request(String path, String tag, String prefer) {
        Map<String, String> headers = new HashMap<>(Map.of("If-None-Match", tag, "Prefer", prefer));
        return HealthRequest.of("GET", path).withHeaders(headers::get);
    }

    private String tag(String path) {
        return endpoint.respond(HealthRequest.of("GET", path)).header("ETag");
    }

    private CompletableFuture<HealthResponse> polled(String path, String prefer) {
        return endpoint.await(request(path, tag(path), prefer)).toCompletableFuture();
    }

    private void answers(HealthResult result) {
        next.set(result);
        health.run("it");
    }

    @ParameterizedTest
    @CsvSource({"/health", "/health/ready", "/health/group/all", "/health/check/it"})
    void aCallerWhoHasTheAnswerWaitsForAnother(String path) {
        CompletableFuture<HealthResponse> waiting = polled(path, "wait=60");
        assertThat(waiting).isNotDone();
        answers(HealthResult.down("gone"));
        HealthResponse changed = waiting.join();
        assertThat(changed.statusCode()).isEqualTo(503);
        assertThat(changed.headers()).containsEntry("Preference-Applied", "wait=60");
    }

    @Test
    void aCallerWaitsUntilWhatIsDownIsUp() {
        answers(HealthResult.down("gone"));
        CompletableFuture<HealthResponse> waiting = polled("/health/ready", "wait=60");
        assertThat(waiting).isNotDone();
        answers(HealthResult.up());
        assertThat(waiting.join().statusCode()).isEqualTo(200);
    }

    @Test
    void aChangeOfSomethingElseIsNoAnswer() {
        health.add("other", context -> HealthResult.up());
        health.run("other");
        CompletableFuture<HealthResponse> waiting = polled("/health/check/other", "wait=60");
        CompletableFuture<HealthResponse> all = polled("/health", "wait=60");
        answers(HealthResult.down("gone"));
        assertThat(all.join().statusCode()).isEqualTo(503);
        assertThat(waiting).isNotDone();
        health.remove("other");
        assertThat(waiting.join().statusCode()).isEqualTo(404);
    }

    @Test
    void whenTimeIsUpTheAnswerIsWhatItIs() {
        HealthResponse same = polled("/health", "respond-async, Wait=1").join();
        assertThat(same.statusCode()).isEqualTo(304);
        assertThat(same.headers()).containsEntry("Preference-Applied", "wait=1");
    }

    @ParameterizedTest
    @CsvSource({
        "/health, wait=0",
        "/health, wait=",
        "/health, wait=x",
        "/health, wait=-1",
        "/health, wait=9999999999",
        "/health, handling=strict",
        "/livez, wait=60",
        "/nowhere, wait=60"
    })
    void whoeverHasNothingToWaitForIsAnsweredAtOnce(String path, String prefer) {
        assertThat(endpoint.await(request(path, tag("/health"), prefer)).toCompletableFuture())
                .isDone();
    }

    @Test
    void aCallerWithAnotherAnswerOrNoneIsAnsweredAtOnce() {
        assertThat(endpoint.await(request("/health", "\"old\"", "wait=60"))
                        .toCompletableFuture()
                        .join()
                        .statusCode())
                .isEqualTo(200);
        assertThat(endpoint.await(HealthRequest.of("GET", "/health")
                                .withHeaders(name -> name.equals("Prefer") ? "wait=60" : null))
                        .toCompletableFuture())
                .isDone();
    }

    @Test
    void nobodyWaitsForMoreThanAMinute() {
        HealthRequest request = request("/health", "\"x\"", "wait=3600");
        assertThat(Preference.wait(request)).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void soManyWaitAndFurtherOnesAreAnsweredAtOnce() {
        List<CompletableFuture<HealthResponse>> all = new ArrayList<>();
        for (int i = 0; i < LongPoll.MOST; i++) {
            all.add(polled("/health", "wait=60"));
        }
        assertThat(all).allMatch(each -> !each.isDone());
        assertThat(polled("/health", "wait=60")).isDone();
        answers(HealthResult.down("gone"));
        assertThat(all).allMatch(each -> each.join().statusCode() == 503);
        assertThat(polled("/health", "wait=60")).as("places are free again").isNotDone();
    }

    @Test
    void closingLetsEveryoneGo() {
        CompletableFuture<HealthResponse> waiting = polled("/health", "wait=60");
        endpoint.close();
        assertThat(waiting.join().statusCode()).isEqualTo(304);
        assertThat(polled("/health", "wait=60")).isDone();
    }

    @Test
    void theEndOfTheRegistryLetsEveryoneGo() {
        CompletableFuture<HealthResponse> waiting = polled("/health", "wait=60");
        health.close();
        await().untilAsserted(() -> assertThat(waiting).isDone());
    }
}
