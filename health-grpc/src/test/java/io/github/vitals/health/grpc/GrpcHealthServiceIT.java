package io.github.vitals.health.grpc;

import static io.github.vitals.health.grpc.Watch.soon;
import static io.grpc.health.v1.HealthCheckResponse.ServingStatus.NOT_SERVING;
import static io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVICE_UNKNOWN;
import static io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING;
import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.testkit.ManualScheduler;
import io.github.vitals.health.testkit.ScriptedCheck;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The service in a real server, asked over TCP by the official stubs. */
class GrpcHealthServiceIT {
    private static final HealthGroup CORE = HealthGroup.of("core");
    private static final Duration PERIOD = ofSeconds(10);

    /** Judged by its last result alone, exactly each period. */
    private static final CheckPolicy EXACT =
            exact().groups(HealthGroup.READINESS, CORE).build();

    private final ManualScheduler time = new ManualScheduler();
    private final ScriptedCheck db = ScriptedCheck.up();
    private final HealthRegistry health = HealthRegistry.builder()
            .scheduler(time)
            .clock(time)
            .group(CORE)
            .check("db", db, EXACT)
            .start();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(health));

    @AfterEach
    void close() throws Exception {
        db.release();
        for (int last = opened.size(); last > 0; last--) {
            opened.get(last - 1).close();
        }
    }

    private static CheckPolicyBuilder exact() {
        return CheckPolicy.builder()
                .period(PERIOD)
                .jitter(0)
                .failureThreshold(1)
                .successThreshold(1);
    }

    private GrpcHealthService of(GrpcHealthService.Builder builder) {
        GrpcHealthService service = builder.build();
        opened.add(service);
        return service;
    }

    private GrpcHealthService service() {
        return of(GrpcHealthService.builder(health).service("shop.Orders", CORE));
    }

    private Loopback serving(GrpcHealthService service) throws Exception {
        time.pass(Duration.ZERO);
        Loopback server = Loopback.serving(service);
        opened.add(server);
        return server;
    }

    private Loopback server() throws Exception {
        return serving(service());
    }

    private static HealthResult result(HealthStatus status) {
        return switch (status) {
            case UP -> HealthResult.up();
            case DEGRADED -> HealthResult.degraded(FailureReason.SLOW, "slow");
            case UNKNOWN -> HealthResult.unknown("cannot say");
            case DOWN -> HealthResult.down("gone");
            case MAINTENANCE -> throw new IllegalArgumentException("no result, but announced");
        };
    }

    private void becomes(HealthResult result) {
        db.answers(result);
        time.pass(PERIOD);
    }

    private static ServingStatus check(HealthGrpc.HealthBlockingStub client, String service) {
        HealthCheckRequest request =
                HealthCheckRequest.newBuilder().setService(service).build();
        return client.withDeadlineAfter(5, TimeUnit.SECONDS).check(request).getStatus();
    }

    private static Status refusal(HealthGrpc.HealthBlockingStub client, String service) {
        try {
            throw new AssertionError("answered " + check(client, service));
        } catch (StatusRuntimeException refused) {
            return refused.getStatus();
        }
    }

    @Nested
    class Names {
        @ParameterizedTest
        @CsvSource({
            "'', NOT_SERVING",
            "readiness, NOT_SERVING",
            "core, NOT_SERVING",
            "all, NOT_SERVING",
            "shop.Orders, NOT_SERVING",
            "liveness, SERVING",
            "startup, SERVING"
        })
        void askForAGroup(String service, ServingStatus expected) throws Exception {
            Loopback server = server();
            assertThat(check(server.client(), service)).isEqualTo(SERVING);
            becomes(HealthResult.down("gone"));
            assertThat(check(server.client(), service)).isEqualTo(expected);
        }

        @Test
        void theEmptyOneCanBeMappedToAnotherGroup() throws Exception {
            Loopback server = serving(of(GrpcHealthService.builder(health).service("", HealthGroup.LIVENESS)));
            becomes(HealthResult.down("gone"));
            assertThat(check(server.client(), "")).isEqualTo(SERVING);
            assertThat(check(server.client(), "readiness")).isEqualTo(NOT_SERVING);
        }

        @ParameterizedTest
        @ValueSource(strings = {"shop.Payments", "Readiness", " ", "db"})
        void thatAreUnknownAreNotFound(String service) throws Exception {
            Status refusal = refusal(server().client(), service);
            assertThat(refusal.getCode()).isEqualTo(Status.Code.NOT_FOUND);
            assertThat(refusal.getDescription()).startsWith("service: unknown (expected: ");
        }

        @Test
        void thatAreUnknownCanBeWatchedToNoEnd() throws Exception {
            Loopback server = server();
            Watch unknown = Watch.of(server.channel(), "shop.Payments");
            Watch known = Watch.of(server.channel(), "shop.Orders");
            known.awaitSeen(SERVING);
            becomes(HealthResult.down("gone"));
            known.awaitSeen(SERVING, NOT_SERVING);
            unknown.awaitSeen(SERVICE_UNKNOWN);
            assertThat(unknown.isOpen()).isTrue();
        }
    }

    @Nested
    class Statuses {
        @ParameterizedTest
        @CsvSource({"UP, SERVING", "DEGRADED, SERVING", "UNKNOWN, NOT_SERVING", "DOWN, NOT_SERVING"})
        void areToldAsOneOfTwo(HealthStatus status, ServingStatus expected) throws Exception {
            HealthGrpc.HealthBlockingStub client = server().client();
            becomes(result(status));
            assertThat(health.report(CORE).status()).isEqualTo(status);
            assertThat(check(client, "core")).isEqualTo(expected);
        }

        @Test
        void maintenanceIsServing() throws Exception {
            HealthGrpc.HealthBlockingStub client = server().client();
            becomes(HealthResult.down("gone"));
            health.maintain("db", ofSeconds(60), "upgrade");
            assertThat(check(client, "core")).isEqualTo(SERVING);
        }

        @Test
        void canEachBeToldOtherwise() throws Exception {
            HealthGrpc.HealthBlockingStub client = serving(of(GrpcHealthService.builder(health)
                            .serving(HealthStatus.DEGRADED, false)
                            .serving(HealthStatus.UNKNOWN, true)))
                    .client();
            assertThat(check(client, "core")).isEqualTo(SERVING);
            becomes(result(HealthStatus.DEGRADED));
            assertThat(check(client, "core")).isEqualTo(NOT_SERVING);
            becomes(result(HealthStatus.UNKNOWN));
            assertThat(check(client, "core")).isEqualTo(SERVING);
            becomes(result(HealthStatus.DOWN));
            assertThat(check(client, "core")).isEqualTo(NOT_SERVING);
        }

        @Test
        void areAllThatIsShown() throws Exception {
            HealthGrpc.HealthBlockingStub client = server().client();
            becomes(HealthResult.down(FailureReason.AUTH, "password wrong").detail("host", "db-1"));
            HealthCheckResponse response = client.check(HealthCheckRequest.getDefaultInstance());
            assertThat(response.toByteArray()).containsExactly(1 << 3, NOT_SERVING.getNumber());
        }
    }

    @Nested
    class Check {
        @Test
        void runsNothing() throws Exception {
            HealthGrpc.HealthBlockingStub client = server().client();
            int before = db.runs();
            for (int i = 0; i < 20; i++) {
                check(client, "core");
            }
            assertThat(db.runs()).isEqualTo(before);
        }

        @Test
        void isAnsweredWhileACheckHangs() throws Exception {
            ScriptedCheck deaf = ScriptedCheck.deaf();
            try (HealthRegistry real = HealthRegistry.builder()
                            .check("deaf", deaf, policy -> policy.timeout(ofMillis(100)))
                            .start();
                    GrpcHealthService service = GrpcHealthService.of(real);
                    Loopback server = Loopback.serving(service)) {
                soon().until(() -> deaf.runs() > 0);
                HealthGrpc.HealthBlockingStub client = server.client();
                assertThat(check(client, "")).isEqualTo(NOT_SERVING);
                assertThat(check(client, "liveness")).isEqualTo(SERVING);
                deaf.release();
            }
        }
    }

    /** What {@code grpc_health_probe} does, and what its exit codes mean. */
    @Nested
    class AProbe {
        @Test
        void passesWhileTheServiceServesAndFailsOtherwise() throws Exception {
            Loopback server = server();
            assertThat(HealthProbe.exitCode(server.address(), "")).isEqualTo(HealthProbe.SERVING);
            becomes(HealthResult.down("gone"));
            assertThat(HealthProbe.exitCode(server.address(), "")).isEqualTo(HealthProbe.UNHEALTHY);
            assertThat(HealthProbe.exitCode(server.address(), "liveness")).isEqualTo(HealthProbe.SERVING);
            assertThat(HealthProbe.exitCode(server.address(), "nothing")).isEqualTo(HealthProbe.CALL_FAILED);
            server.close();
            assertThat(HealthProbe.exitCode(server.address(), "liveness")).isEqualTo(HealthProbe.NOT_CONNECTED);
        }
    }

    @Nested
    class AWatcher {
        @Test
        void isSentWhatIsSoAndThenEachChangeOnce() throws Exception {
            Watch watch = Watch.of(server().channel(), "shop.Orders");
            watch.awaitSeen(SERVING);
            becomes(HealthResult.up());
            becomes(result(HealthStatus.DEGRADED));
            becomes(HealthResult.down("gone"));
            watch.awaitSeen(SERVING, NOT_SERVING);
            becomes(result(HealthStatus.UNKNOWN));
            becomes(HealthResult.down("still gone"));
            becomes(HealthResult.up());
            watch.awaitSeen(SERVING, NOT_SERVING, SERVING);
            becomes(HealthResult.down("gone"));
            watch.awaitSeen(SERVING, NOT_SERVING, SERVING, NOT_SERVING);
        }

        @Test
        void hearsWhenACheckComesOrGoes() throws Exception {
            Watch watch = Watch.of(server().channel(), "");
            watch.awaitSeen(SERVING);
            health.add("cache", ScriptedCheck.of(HealthResult.down("gone")), EXACT);
            time.pass(PERIOD);
            watch.awaitSeen(SERVING, NOT_SERVING);
            health.remove("cache");
            watch.awaitSeen(SERVING, NOT_SERVING, SERVING);
        }

        @Test
        void ofReadinessHearsOfADrainAndThatOfLivenessDoesNot() throws Exception {
            Loopback server = server();
            Watch readiness = Watch.of(server.channel(), "");
            Watch liveness = Watch.of(server.channel(), "liveness");
            readiness.awaitSeen(SERVING);
            liveness.awaitSeen(SERVING);
            health.drain(ofMillis(1));
            readiness.awaitSeen(SERVING, NOT_SERVING);
            assertThat(check(server.client(), "")).isEqualTo(NOT_SERVING);
            assertThat(liveness.seen()).containsExactly(SERVING);
        }
    }

    @Nested
    class Closing {
        @Test
        void endsEveryCallWithNotServing() throws Exception {
            GrpcHealthService service = service();
            Loopback server = serving(service);
            Watch up = Watch.of(server.channel(), "liveness");
            Watch unknown = Watch.of(server.channel(), "shop.Payments");
            up.awaitSeen(SERVING);
            unknown.awaitSeen(SERVICE_UNKNOWN);
            service.close();
            service.close();
            assertThat(up.end()).isEqualTo(Status.Code.OK);
            assertThat(up.seen()).containsExactly(SERVING, NOT_SERVING);
            assertThat(unknown.end()).isEqualTo(Status.Code.OK);
            assertThat(unknown.seen()).containsExactly(SERVICE_UNKNOWN);
            assertThat(service.watchers()).isZero();
        }

        @Test
        void saysNotServingToWhoeverAsksLater() throws Exception {
            GrpcHealthService service = service();
            Loopback server = serving(service);
            service.close();
            assertThat(check(server.client(), "liveness")).isEqualTo(NOT_SERVING);
            assertThat(refusal(server.client(), "nothing").getCode()).isEqualTo(Status.Code.NOT_FOUND);
            Watch late = Watch.of(server.channel(), "liveness");
            assertThat(late.end()).isEqualTo(Status.Code.OK);
            assertThat(late.seen()).containsExactly(NOT_SERVING);
        }

        @Test
        void ofTheRegistryDoesTheSame() throws Exception {
            GrpcHealthService service = service();
            Loopback server = serving(service);
            Watch watch = Watch.of(server.channel(), "");
            watch.awaitSeen(SERVING);
            health.close();
            assertThat(watch.end()).isEqualTo(Status.Code.OK);
            assertThat(watch.seen()).containsExactly(SERVING, NOT_SERVING);
            assertThat(check(server.client(), "")).isEqualTo(NOT_SERVING);
        }

        @Test
        void letsAServerShutDownThatWaitsForItsCalls() throws Exception {
            GrpcHealthService service = service();
            Loopback server = serving(service);
            Watch watch = Watch.of(server.channel(), "");
            watch.awaitSeen(SERVING);
            server.server().shutdown();
            assertThat(server.server().awaitTermination(100, TimeUnit.MILLISECONDS))
                    .isFalse();
            service.close();
            assertThat(server.server().awaitTermination(5, TimeUnit.SECONDS)).isTrue();
        }
    }
}
