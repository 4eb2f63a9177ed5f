package io.github.vitals.health.grpc;

import static io.github.vitals.health.grpc.Watch.soon;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.StringValue;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.grpc.BindableService;
import io.grpc.CallOptions;
import io.grpc.ManagedChannel;
import io.grpc.ManagedChannelBuilder;
import io.grpc.MethodDescriptor;
import io.grpc.NameResolverRegistry;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.ServerCalls;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** The client-side health checking of gRPC itself: a client that spreads its calls leaves out who does not serve. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class ClientSideHealthIT {
    private static final MethodDescriptor<StringValue, StringValue> PLACE =
            MethodDescriptor.<StringValue, StringValue>newBuilder()
                    .setType(MethodDescriptor.MethodType.UNARY)
                    .setFullMethodName("shop.Orders/Place")
                    .setRequestMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .setResponseMarshaller(ProtoUtils.marshaller(StringValue.getDefaultInstance()))
                    .build();

    private final Shop first = new Shop("first");
    private final Shop second = new Shop("second");
    private final Addresses addresses = new Addresses(List.of(first.address(), second.address()));
    private ManagedChannel channel;

    /** A server of orders with a registry of its own. */
    private static final class Shop implements AutoCloseable {
        private final AtomicBoolean works = new AtomicBoolean(true);
        private final HealthRegistry health = HealthRegistry.builder()
                .check(
                        "orders-db",
                        context -> works.get() ? HealthResult.up() : HealthResult.down("gone"),
                        policy -> policy.failureThreshold(1).successThreshold(1).maxAge(Duration.ofNanos(1)))
                .build();
        private final GrpcHealthService service = GrpcHealthService.builder(health)
                .service("shop.Orders", HealthGroup.READINESS)
                .build();
        private final Loopback server;

        Shop(String name) {
            health.check();
            BindableService orders = () -> ServerServiceDefinition.builder("shop.Orders")
                    .addMethod(PLACE, ServerCalls.asyncUnaryCall((order, call) -> {
                        call.onNext(StringValue.of(name));
                        call.onCompleted();
                    }))
                    .build();
            server = Loopback.serving(orders, service);
        }

        InetSocketAddress address() {
            return server.address();
        }

        void works(boolean works) {
            this.works.set(works);
            health.check();
        }

        @Override
        public void close() {
            health.close();
            service.close();
            server.close();
        }
    }

    @BeforeEach
    void connect() {
        NameResolverRegistry.getDefaultRegistry().register(addresses);
        channel = ManagedChannelBuilder.forTarget(addresses.target())
                .usePlaintext()
                .defaultServiceConfig(Map.of(
                        "loadBalancingConfig",
                        List.of(Map.of("round_robin", Map.of())),
                        "healthCheckConfig",
                        Map.of("serviceName", "shop.Orders")))
                .build();
        soon().until(() -> answeringNow().equals(Set.of("first", "second")));
    }

    @AfterEach
    void close() {
        channel.shutdownNow();
        NameResolverRegistry.getDefaultRegistry().deregister(addresses);
        first.close();
        second.close();
    }

    /** Who answers ten calls in a row; none may fail. */
    private Set<String> answeringNow() {
        Set<String> answering = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            answering.add(ClientCalls.blockingUnaryCall(
                            channel,
                            PLACE,
                            CallOptions.DEFAULT.withDeadlineAfter(5, TimeUnit.SECONDS),
                            StringValue.of("coffee"))
                    .getValue());
        }
        return answering;
    }

    @Test
    void aServerThatDrainsGetsNoMoreCalls() {
        first.health.drain(Duration.ofMillis(1));
        soon().until(() -> answeringNow().equals(Set.of("second")));
        for (int i = 0; i < 10; i++) {
            assertThat(answeringNow()).containsExactly("second");
        }
    }

    @Test
    void aServerWhoseCheckFailsIsLeftOutUntilItWorksAgain() {
        second.works(false);
        soon().until(() -> answeringNow().equals(Set.of("first")));
        second.works(true);
        soon().until(() -> answeringNow().equals(Set.of("first", "second")));
    }

    @Test
    void aServerWhoseRegistryIsClosedGetsNoMoreCalls() {
        first.health.close();
        soon().until(() -> answeringNow().equals(Set.of("second")));
        assertThat(answeringNow()).containsExactly("second");
    }
}
