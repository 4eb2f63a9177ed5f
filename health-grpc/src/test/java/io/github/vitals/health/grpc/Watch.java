package io.github.vitals.health.grpc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthCheckResponse.ServingStatus;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ClientCallStreamObserver;
import io.grpc.stub.ClientResponseObserver;
import java.time.Duration;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedDeque;
import org.awaitility.core.ConditionFactory;

/** A client's call of Watch, and what it has been sent. */
final class Watch implements ClientResponseObserver<HealthCheckRequest, HealthCheckResponse> {
    private final Deque<ServingStatus> seen = new ConcurrentLinkedDeque<>();
    private final CompletableFuture<Status> ended = new CompletableFuture<>();
    private final boolean reads;
    private ClientCallStreamObserver<HealthCheckRequest> call;

    private Watch(boolean reads) {
        this.reads = reads;
    }

    static Watch of(Channel channel, String service) {
        return new Watch(true).begin(channel, service);
    }

    /** Reads only when it is told to. */
    static Watch notReading(Channel channel, String service) {
        return new Watch(false).begin(channel, service);
    }

    private Watch begin(Channel channel, String service) {
        HealthGrpc.newStub(channel)
                .watch(HealthCheckRequest.newBuilder().setService(service).build(), this);
        return this;
    }

    @Override
    public void beforeStart(ClientCallStreamObserver<HealthCheckRequest> call) {
        this.call = call;
        if (!reads) {
            call.disableAutoRequestWithInitial(0);
        }
    }

    @Override
    public void onNext(HealthCheckResponse response) {
        seen.add(response.getStatus());
    }

    @Override
    public void onError(Throwable thrown) {
        ended.complete(Status.fromThrowable(thrown));
    }

    @Override
    public void onCompleted() {
        ended.complete(Status.OK);
    }

    void read(int responses) {
        call.request(responses);
    }

    void cancel() {
        call.cancel("enough seen", null);
    }

    List<ServingStatus> seen() {
        return List.copyOf(seen);
    }

    /** UNRECOGNIZED before there is any. */
    ServingStatus last() {
        return Objects.requireNonNullElse(seen.peekLast(), ServingStatus.UNRECOGNIZED);
    }

    void awaitSeen(ServingStatus... statuses) {
        soon().untilAsserted(() -> assertThat(seen()).containsExactly(statuses));
    }

    void awaitLast(ServingStatus status) {
        soon().untilAsserted(() -> assertThat(last()).isEqualTo(status));
    }

    /** Looks often, because what is waited for comes within milliseconds. */
    static ConditionFactory soon() {
        return await().pollInterval(Duration.ofMillis(2));
    }

    boolean isOpen() {
        return !ended.isDone();
    }

    /** Waits for the end. */
    Status.Code end() {
        soon().until(ended::isDone);
        return ended.join().getCode();
    }
}
