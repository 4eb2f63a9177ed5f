package io.github.vitals.health.grpc;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

/** The calls of the protocol, answered from what is known. */
final class HealthCalls extends HealthGrpc.HealthImplBase {
    private final Statuses statuses;
    private final Watchers watchers;

    HealthCalls(Statuses statuses, Watchers watchers) {
        this.statuses = statuses;
        this.watchers = watchers;
    }

    @Override
    public void check(HealthCheckRequest request, StreamObserver<HealthCheckResponse> call) {
        HealthCheckResponse now = statuses.of(request.getService());
        if (now.equals(Statuses.SERVICE_UNKNOWN)) {
            call.onError(Status.NOT_FOUND
                    .withDescription("service: unknown (expected: empty, a group, or a service that was mapped to one)")
                    .asRuntimeException());
        } else {
            call.onNext(now);
            call.onCompleted();
        }
    }

    @Override
    public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> call) {
        String service = request.getService();
        Watcher watcher = new Watcher((ServerCallStreamObserver<HealthCheckResponse>) call, () -> statuses.of(service));
        if (!watchers.add(watcher)) {
            call.onError(Status.RESOURCE_EXHAUSTED
                    .withDescription("watchers: as many as there may be")
                    .asRuntimeException());
        }
    }
}
