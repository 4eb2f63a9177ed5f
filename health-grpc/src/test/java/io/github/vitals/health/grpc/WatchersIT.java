package io.github.vitals.health.grpc;

import static io.github.vitals.health.grpc.Watch.soon;
import static io.grpc.health.v1.HealthCheckResponse.ServingStatus.NOT_SERVING;
import static io.grpc.health.v1.HealthCheckResponse.ServingStatus.SERVING;
import static java.time.Duration.ofNanos;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.github.vitals.health.CheckPolicy;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.testkit.ManualScheduler;
import io.github.vitals.health.testkit.ScriptedCheck;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.MetadataUtils;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** Clients of every kind at the other end of Watch. */
class WatchersIT {
    private static final Duration PERIOD = ofSeconds(10);

    private final ManualScheduler time = new ManualScheduler();
    private final ScriptedCheck db = ScriptedCheck.up();
    private final HealthRegistry health = HealthRegistry.builder()
            .scheduler(time)
            .clock(time)
            .check(
                    "db",
                    db,
                    CheckPolicy.builder()
                            .period(PERIOD)
                            .jitter(0)
                            .failureThreshold(1)
                            .successThreshold(1)
                            .build())
            .start();
    private final List<AutoCloseable> opened = new ArrayList<>(List.of(health));

    @AfterEach
    void close() throws Exception {
        for (int last = opened.size(); last > 0; last--) {
            opened.get(last - 1).close();
        }
    }

    private <T extends AutoCloseable> T opened(T closeable) {
        opened.add(closeable);
        return closeable;
    }

    private GrpcHealthService service() {
        time.pass(Duration.ZERO);
        return opened(GrpcHealthService.of(health));
    }

    private Loopback serving(GrpcHealthService service) throws Exception {
        return opened(Loopback.serving(service));
    }

    private void becomes(HealthResult result) {
        db.answers(result);
        time.pass(PERIOD);
    }

    @Nested
    class OneThatDoesNotRead {
        private static final int WINDOW = 70;
        private static final int BYTES_OF_A_RESPONSE = 7;

        @Test
        void holdsUpNobodyIsSentFewOfTheChangesAndEndsWithWhatIsSo() throws Exception {
            Loopback server = serving(service());
            Watch slow = Watch.notReading(server.narrowChannel(WINDOW), "");
            Watch other = Watch.of(server.channel(), "");
            other.awaitLast(SERVING);
            db.becomes(ScriptedCheck.flapping());
            time.pass(PERIOD.multipliedBy(2_000));
            becomes(HealthResult.down("gone for good"));
            other.awaitLast(NOT_SERVING);
            slow.read(Integer.MAX_VALUE);
            slow.awaitLast(NOT_SERVING);
            assertThat(slow.seen()).hasSizeLessThan(4 * WINDOW / BYTES_OF_A_RESPONSE);
            becomes(HealthResult.up());
            slow.awaitLast(SERVING);
            List<ServingStatus> seen = slow.seen();
            for (int i = 1; i < seen.size(); i++) {
                assertThat(seen.get(i)).isNotEqualTo(seen.get(i - 1));
            }
        }

        @Test
        void isToldOfTheEndNevertheless() throws Exception {
            GrpcHealthService service = service();
            Loopback server = serving(service);
            Watch slow = Watch.notReading(server.narrowChannel(WINDOW), "");
            soon().until(() -> service.watchers() == 1);
            db.becomes(ScriptedCheck.flapping());
            time.pass(PERIOD.multipliedBy(101));
            service.close();
            assertThat(service.watchers()).isZero();
            slow.read(Integer.MAX_VALUE);
            assertThat(slow.end()).isEqualTo(Status.Code.OK);
            assertThat(slow.last()).isEqualTo(NOT_SERVING);
        }
    }

    @Nested
    class OneThatIsGone {
        @Test
        void isForgottenWhenItCancels() throws Exception {
            GrpcHealthService service = service();
            Watch watch = Watch.of(serving(service).channel(), "");
            watch.awaitLast(SERVING);
            assertThat(service.watchers()).isEqualTo(1);
            watch.cancel();
            soon().until(() -> service.watchers() == 0);
        }

        @Test
        void isForgottenWhenItsConnectionEnds() throws Exception {
            GrpcHealthService service = service();
            ManagedChannel channel = serving(service).channel();
            Watch.of(channel, "").awaitLast(SERVING);
            Watch.of(channel, "nothing").awaitLast(ServingStatus.SERVICE_UNKNOWN);
            assertThat(service.watchers()).isEqualTo(2);
            channel.shutdownNow();
            soon().until(() -> service.watchers() == 0);
        }
    }

    @Nested
    class TooMany {
        @Test
        void areRefusedUntilOneLeaves() throws Exception {
            time.pass(Duration.ZERO);
            GrpcHealthService service =
                    opened(GrpcHealthService.builder(health).watchers(2).build());
            ManagedChannel channel = serving(service).channel();
            Watch first = Watch.of(channel, "");
            first.awaitLast(SERVING);
            Watch.of(channel, "nothing").awaitLast(ServingStatus.SERVICE_UNKNOWN);
            Watch third = Watch.of(channel, "");
            assertThat(third.end()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            assertThat(third.seen()).isEmpty();
            assertThat(HealthGrpc.newBlockingStub(channel)
                            .check(HealthCheckRequest.getDefaultInstance())
                            .getStatus())
                    .isEqualTo(SERVING);
            first.cancel();
            soon().until(() -> service.watchers() == 1);
            Watch.of(channel, "").awaitLast(SERVING);
        }

        @Test
        void areMoreThanAThousandIfNothingElseIsSaid() throws Exception {
            GrpcHealthService service = service();
            ManagedChannel channel = serving(service).channel();
            List<Watch> watches = new ArrayList<>();
            for (int i = 0; i < 1_000; i++) {
                watches.add(Watch.of(channel, ""));
            }
            soon().until(() -> service.watchers() == 1_000);
            assertThat(Watch.of(channel, "").end()).isEqualTo(Status.Code.RESOURCE_EXHAUSTED);
            becomes(HealthResult.down("gone"));
            soon().until(() -> watches.stream().allMatch(watch -> watch.last() == NOT_SERVING));
        }
    }

    /** An interceptor of the application's fails for some calls, when they are to be sent NOT_SERVING. */
    @Nested
    class OneThatCannotBeTold {
        private static final Metadata.Key<String> BROKEN = Metadata.Key.of("broken", Metadata.ASCII_STRING_MARSHALLER);

        private final Logger logger = (Logger) LoggerFactory.getLogger(GrpcHealthService.class);
        private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

        @BeforeEach
        void record() {
            logged.start();
            logger.addAppender(logged);
            logger.setAdditive(false);
        }

        @AfterEach
        void stop() {
            logger.detachAppender(logged);
            logger.setAdditive(true);
        }

        @Test
        void isCutOffAndDoesNotKeepTheOthersFromBeingTold() throws Exception {
            GrpcHealthService service = service();
            Loopback server = opened(Loopback.intercepted(service, new Breaking()));
            Metadata headers = new Metadata();
            headers.put(BROKEN, "yes");
            Channel broken =
                    ClientInterceptors.intercept(server.channel(), MetadataUtils.newAttachHeadersInterceptor(headers));
            List<Watch> cutOff = watching(broken);
            List<Watch> told = watching(server.channel());
            becomes(HealthResult.down("gone"));
            told.forEach(watch -> watch.awaitLast(NOT_SERVING));
            cutOff.forEach(watch -> assertThat(watch.end()).isEqualTo(Status.Code.INTERNAL));
            assertThat(service.watchers()).isEqualTo(told.size());
            assertThat(logged.list)
                    .hasSize(cutOff.size())
                    .extracting(ILoggingEvent::getMessage)
                    .containsOnly("Health watcher could not be told and was dropped");
        }

        private List<Watch> watching(Channel channel) {
            List<Watch> watches =
                    List.of(Watch.of(channel, ""), Watch.of(channel, "readiness"), Watch.of(channel, "all"));
            watches.forEach(watch -> watch.awaitLast(SERVING));
            return watches;
        }

        private static final class Breaking implements ServerInterceptor {
            @Override
            public <Q, R> ServerCall.Listener<Q> interceptCall(
                    ServerCall<Q, R> call, Metadata headers, ServerCallHandler<Q, R> next) {
                if (!headers.containsKey(BROKEN)) {
                    return next.startCall(call, headers);
                }
                return next.startCall(
                        new SimpleForwardingServerCall<>(call) {
                            @Override
                            public void sendMessage(R message) {
                                if (message.equals(Statuses.NOT_SERVING)) {
                                    throw new IllegalStateException("interceptor");
                                }
                                super.sendMessage(message);
                            }
                        },
                        headers);
            }
        }
    }

    @Nested
    class ManyThatComeAndGo {
        private static final int CLIENTS = 3;
        private static final int WATCHES = 30;

        @Test
        void allEndWithWhatIsSo() throws Exception {
            AtomicBoolean up = new AtomicBoolean(true);
            HealthRegistry toggled = opened(HealthRegistry.builder()
                    .check(
                            "toggled",
                            context -> up.get() ? HealthResult.up() : HealthResult.down("off"),
                            policy -> policy.failureThreshold(1)
                                    .successThreshold(1)
                                    .maxAge(ofNanos(1)))
                    .build());
            GrpcHealthService service = opened(GrpcHealthService.of(toggled));
            Loopback server = serving(service);
            List<CompletableFuture<List<Watch>>> clients = new ArrayList<>();
            for (int i = 0; i < CLIENTS; i++) {
                ManagedChannel channel = server.channel();
                clients.add(CompletableFuture.supplyAsync(() -> comeAndGo(channel)));
            }
            CompletableFuture<Void> allCame = CompletableFuture.allOf(clients.toArray(CompletableFuture<?>[]::new));
            Watch first = Watch.of(server.channel(), "");
            for (boolean over = false; !over; ) {
                over = allCame.isDone();
                up.set(!up.get());
                toggled.check("toggled");
                first.awaitLast(up.get() ? SERVING : NOT_SERVING);
            }
            List<Watch> staying = clients.stream()
                    .map(CompletableFuture::join)
                    .flatMap(List::stream)
                    .toList();
            ServingStatus truth = up.get() ? SERVING : NOT_SERVING;
            soon().until(() -> staying.stream().allMatch(watch -> watch.last() == truth));
            soon().until(service::watchers, Predicate.isEqual(1 + CLIENTS * WATCHES / 3));
        }

        /** Every third watcher stays. */
        private static List<Watch> comeAndGo(ManagedChannel channel) {
            List<Watch> stay = new ArrayList<>();
            for (int i = 0; i < WATCHES; i++) {
                Watch watch = Watch.of(channel, "");
                soon().until(() -> !watch.seen().isEmpty());
                if (i % 3 == 0) {
                    stay.add(watch);
                } else {
                    watch.cancel();
                }
            }
            return stay;
        }
    }
}
