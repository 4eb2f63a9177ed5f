package io.github.vitals.health.grpc;

import io.grpc.Grpc;
import io.grpc.InsecureChannelCredentials;
import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** What the command {@code grpc_health_probe} does: one call of Check with a deadline, told by an exit code. */
final class HealthProbe {
    static final int SERVING = 0;
    static final int NOT_CONNECTED = 2;
    static final int CALL_FAILED = 3;
    static final int UNHEALTHY = 4;

    private HealthProbe() {}

    static int exitCode(InetSocketAddress server, String service) {
        ManagedChannel channel = Grpc.newChannelBuilderForAddress(
                        server.getHostString(), server.getPort(), InsecureChannelCredentials.create())
                .build();
        try {
            ServingStatus status = HealthGrpc.newBlockingStub(channel)
                    .withDeadlineAfter(5, TimeUnit.SECONDS)
                    .check(HealthCheckRequest.newBuilder().setService(service).build())
                    .getStatus();
            return status == ServingStatus.SERVING ? SERVING : UNHEALTHY;
        } catch (StatusRuntimeException failed) {
            return failed.getStatus().getCode() == Status.Code.UNAVAILABLE ? NOT_CONNECTED : CALL_FAILED;
        } finally {
            channel.shutdownNow();
        }
    }
}
