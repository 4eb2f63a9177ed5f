package io.github.vitals.health.grpc;

import io.grpc.Status;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.stub.ServerCallStreamObserver;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One call of Watch. Nothing is kept for a client that does not read: when it is ready for more, it gets what is so
 * then, if that is not what it has.
 *
 * <p>The call may be used by one thread at a time, and what is so must be asked for while no other thread can send
 * what it has asked for earlier. So both happen under the watcher's lock; sending never waits for the client.
 */
final class Watcher {
    /** How much may be on its way to a client that does not read; room for nine statuses. */
    private static final int MOST_UNSENT_BYTES = 64;

    private final ServerCallStreamObserver<HealthCheckResponse> call;
    private final Supplier<HealthCheckResponse> present;
    private @Nullable HealthCheckResponse sent;
    private boolean ended;

    Watcher(ServerCallStreamObserver<HealthCheckResponse> call, Supplier<HealthCheckResponse> present) {
        this.call = call;
        this.present = present;
    }

    /** Has to be called before the call's first method returns. */
    void begin(Runnable onReady, Runnable onCancel) {
        call.setOnReadyThreshold(MOST_UNSENT_BYTES);
        call.setOnReadyHandler(onReady);
        call.setOnCancelHandler(onCancel);
    }

    /** Sends what is so now, if the client does not have it and can take it. */
    synchronized void tell() {
        if (!ended && call.isReady()) {
            send();
        }
    }

    /** Sends what is so now, for the last time, whether the client reads or not, and completes the call. */
    synchronized void end() {
        if (!ended) {
            ended = true;
            send();
            call.onCompleted();
        }
    }

    /** Ends the call with an error: it would show from now on what is no longer so. */
    synchronized void fail() {
        ended = true;
        call.onError(
                Status.INTERNAL.withDescription("the status could not be sent").asRuntimeException());
    }

    private void send() {
        HealthCheckResponse now = present.get();
        if (!now.equals(sent)) {
            sent = now;
            call.onNext(now);
        }
    }
}
