package io.github.vitals.health;

import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a check does, it ends as one state under its own name, and the next run happens. */
class ContainmentTest {
    static Stream<Throwable> everythingThatCanBeThrown() {
        return Stream.of(
                new IllegalStateException("broken"),
                new Exception(),
                new StackOverflowError(),
                new OutOfMemoryError("simulated"),
                new NoClassDefFoundError("gone/Missing"),
                new AssertionError("assertion"),
                new InterruptedException("of its own"),
                new Throwable("bare") {
                    @Override
                    public String getMessage() {
                        throw new IllegalStateException("no message");
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("everythingThatCanBeThrown")
    void whatACheckThrowsIsItsOwnResultAndTheNextRunHappens(Throwable thrown) {
        Scripted broken = Scripted.up().does(context -> {
            throw sneaky(thrown);
        });
        try (Bench bench = Bench.started(health -> health.check("good", Scripted.up())
                .check("bad", broken, Bench.exact().build()))) {
            assertThat(bench.status("bad")).isEqualTo(DOWN);
            assertThat(bench.state("bad").reason()).contains(FailureReason.EXCEPTION);
            bench.pass(ofSeconds(2));
            assertThat(bench.status("good")).isEqualTo(UP);
            broken.answers(HealthResult.up());
            bench.pass(ofSeconds(20));
            assertThat(bench.status("bad")).isEqualTo(UP);
        }
    }

    @Test
    void nullIsAFailureUnderTheChecksOwnName() {
        try (Bench bench = Bench.started(
                health -> health.check("bad", context -> null, Bench.exact().build()))) {
            assertThat(bench.status("bad")).isEqualTo(DOWN);
            assertThat(bench.state("bad").message()).contains("returned null");
        }
    }

    @Test
    void aRealStackOverflowIsContained() {
        HealthCheck endless = new HealthCheck() {
            @Override
            public HealthResult check(CheckContext context) throws Exception {
                return check(context);
            }
        };
        try (HealthRegistry health =
                HealthRegistry.builder().check("endless", endless).build()) {
            assertThat(health.check("endless").message()).startsWith("StackOverflowError");
        }
    }

    @Test
    void aStageThatFailsOrNeverCompletesIsAFailure() {
        try (HealthRegistry health = HealthRegistry.builder()
                .check("good", HealthCheck.async(c -> CompletableFuture.completedFuture(HealthResult.up())))
                .check("failed", HealthCheck.async(c -> CompletableFuture.failedFuture(new IllegalStateException("x"))))
                .check("none", HealthCheck.async(c -> null))
                .check(
                        "never",
                        HealthCheck.async(c -> new CompletableFuture<>()),
                        policy -> policy.timeout(ofMillis(50)))
                .build()) {
            HealthReport report = health.check();
            assertThat(report.state("good").orElseThrow().status()).isEqualTo(UP);
            assertThat(report.state("failed").orElseThrow().message()).isEqualTo("IllegalStateException: x");
            assertThat(report.state("none").orElseThrow().message()).isEqualTo("the check returned no stage");
            assertThat(report.state("never").orElseThrow().reason()).contains(FailureReason.TIMEOUT);
        }
    }

    @Test
    void aStageIsCancelledWhenItsTimeIsOver() {
        CompletableFuture<HealthResult> never = new CompletableFuture<>();
        try (HealthRegistry health = HealthRegistry.builder()
                .check("never", HealthCheck.async(c -> never), policy -> policy.timeout(ofMillis(50)))
                .build()) {
            health.check();
            await().until(never::isCancelled);
        }
    }

    @Test
    void aDetachedContextCountsDown() {
        CheckContext context = CheckContext.of("by-hand", ofSeconds(60));
        assertThat(context.name()).isEqualTo("by-hand");
        assertThat(context.remaining()).isBetween(ofSeconds(30), ofSeconds(60));
        assertThat(context.cancelled()).isFalse();
        CheckContext over = CheckContext.of("by-hand", java.time.Duration.ofNanos(1));
        await().until(over::cancelled);
        assertThat(over.remaining()).isZero();
    }

    @SuppressWarnings("unchecked")
    private static <T extends Throwable> RuntimeException sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
