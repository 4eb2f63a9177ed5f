package io.github.vitals.health.endpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RenderedOnceTest {
    private final AtomicReference<HealthResult> next = new AtomicReference<>(HealthResult.up("fine"));
    private final HealthCheck check = context -> next.get();
    private final HealthRegistry health = HealthRegistry.builder()
            .check("it", check, CheckPolicy.builder().failureThreshold(1).build())
            .build();
    private final HealthEndpoint open =
            HealthEndpoint.builder(health).details(request -> true).build();
    private final HealthEndpoint closed = HealthEndpoint.of(health);

    RenderedOnceTest() {
        health.check();
    }

    @AfterEach
    void close() {
        health.close();
    }

    private static HealthResponse get(HealthEndpoint endpoint, Shape shape) {
        return endpoint.respond(HealthRequest.of("GET", "/health").withQuery("verbose&format=" + format(shape)));
    }

    private static String format(Shape shape) {
        return Shape.labels().get(shape.ordinal()).replace("+", "%2B");
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameAnswerUntilTheReportChanges(Shape shape) {
        HealthResponse first = get(open, shape);
        assertThat(get(open, shape)).isSameAs(first);
        health.run("it");
        assertThat(get(open, shape)).isNotSameAs(first);
        assertThat(get(open, shape)).isSameAs(get(open, shape));
    }

    @ParameterizedTest
    @EnumSource
    void isTheSameAnswerAsLongAsTheStatusIsWhereNothingElseIsShown(Shape shape) {
        HealthResponse first = get(closed, shape);
        health.run("it");
        assertThat(get(closed, shape)).isSameAs(first);
        next.set(HealthResult.down("gone"));
        health.run("it");
        assertThat(get(closed, shape)).isNotSameAs(first);
        assertThat(get(closed, shape).header("Health-Status")).isEqualTo("DOWN");
    }

    @ParameterizedTest
    @EnumSource
    void isNeverGivenToOneWhoMayNotSeeIt(Shape shape) {
        try (HealthEndpoint some = HealthEndpoint.builder(health)
                .details(request -> request.header("X-Ops").isPresent())
                .build()) {
            HealthRequest request = HealthRequest.of("GET", "/health").withQuery("verbose&format=" + format(shape));
            HealthResponse shown = some.respond(request.withHeaders(name -> name.equals("X-Ops") ? "yes" : null));
            HealthResponse hidden = some.respond(request);
            assertThat(new String(shown.body(), StandardCharsets.UTF_8)).contains("it");
            assertThat(hidden.body()).isNotEqualTo(shown.body());
        }
    }

    @Nested
    class TheTag {
        private String tag(HealthEndpoint endpoint) {
            return get(endpoint, Shape.VITALS).header("ETag");
        }

        @Test
        void staysWhileWhatIsJudgedDoesWheneverChecksRunAndWhateverDataTheyGive() {
            String before = tag(open);
            assertThat(before).startsWith("W/\"");
            next.set(HealthResult.up("fine").detail("depth", 7));
            health.run("it");
            assertThat(get(open, Shape.VITALS).body()).asString().contains("depth");
            assertThat(tag(open)).isEqualTo(before);
            next.set(HealthResult.up("better"));
            health.run("it");
            assertThat(tag(open)).isNotEqualTo(before);
        }

        @Test
        void isThatOfTheVeryBytesWhereNothingElseIsShown() {
            String up = tag(closed);
            assertThat(up).startsWith("\"");
            next.set(HealthResult.down("gone"));
            health.run("it");
            String down = tag(closed);
            assertThat(down).isNotEqualTo(up);
            next.set(HealthResult.down("still gone"));
            health.run("it");
            assertThat(tag(closed)).isEqualTo(down);
        }

        @Test
        void isThereWithEachCodeAndMakesNothingOfABadAnswer() {
            next.set(HealthResult.down("gone"));
            health.run("it");
            HealthResponse again = closed.respond(HealthRequest.of("GET", "/health/ready")
                    .withHeaders(name -> name.equals("If-None-Match") ? "*" : null));
            assertThat(again.statusCode()).isEqualTo(503);
            assertThat(again.header("ETag")).isNotEmpty();
        }

        @Test
        void isAnotherForEachShape() {
            assertThat(Arrays.stream(Shape.values())
                            .map(shape -> get(open, shape).header("ETag"))
                            .distinct())
                    .hasSize(Shape.values().length);
        }
    }

    @Nested
    class Codes {
        @Test
        void ofOneGroupLeaveTheOthersAndTheDefaultsAsTheyAre() {
            try (HealthEndpoint mapped = HealthEndpoint.builder(health)
                    .statusCode(HealthStatus.DOWN, 500)
                    .statusCode(HealthGroup.READINESS, HealthStatus.UP, 418)
                    .build()) {
                assertThat(code(mapped, "/health/ready")).isEqualTo(418);
                assertThat(code(mapped, "/readyz")).isEqualTo(418);
                assertThat(code(mapped, "/health")).isEqualTo(200);
                next.set(HealthResult.down("gone"));
                health.run("it");
                assertThat(code(mapped, "/health/ready")).isEqualTo(500);
                assertThat(code(mapped, "/health")).isEqualTo(500);
                assertThat(code(mapped, "/health/started")).isEqualTo(200);
            }
        }

        private static int code(HealthEndpoint endpoint, String path) {
            return endpoint.respond(HealthRequest.of("GET", path)).statusCode();
        }

        @Test
        void ofAGroupThatIsNotThereAreRefused() {
            HealthEndpointBuilder builder =
                    HealthEndpoint.builder(health).statusCode(HealthGroup.of("nowhere"), HealthStatus.UP, 206);
            assertThatIllegalArgumentException()
                    .isThrownBy(builder::build)
                    .withMessageStartingWith("group: nowhere (expected: one of [");
        }
    }
}
