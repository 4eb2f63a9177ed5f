package io.github.vitals.health.grpc;

import static io.grpc.health.v1.HealthCheckResponse.ServingStatus.NOT_SERVING;
import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.health.v1.HealthCheckRequest;
import io.grpc.health.v1.HealthCheckResponse;
import io.grpc.health.v1.HealthGrpc;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WatcherIT {
    private final AtomicReference<HealthCheckResponse> truth = new AtomicReference<>(Statuses.SERVING);
    private final CompletableFuture<Watcher> watcher = new CompletableFuture<>();
    private final CountDownLatch looked = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);

    /** Whoever looks first is held up after it has looked. */
    private HealthCheckResponse look() {
        HealthCheckResponse now = truth.get();
        if (looked.getCount() > 0) {
            looked.countDown();
            try {
                assertThat(goOn.await(10, TimeUnit.SECONDS)).isTrue();
            } catch (InterruptedException stop) {
                throw new AssertionError(stop);
            }
        }
        return now;
    }

    private final class Service extends HealthGrpc.HealthImplBase {
        @Override
        public void watch(HealthCheckRequest request, StreamObserver<HealthCheckResponse> call) {
            Watcher watching = new Watcher((ServerCallStreamObserver<HealthCheckResponse>) call, WatcherIT.this::look);
            watching.begin(watching::tell, () -> {});
            watcher.complete(watching);
        }
    }

    @Test
    void whatWasSoEarlierIsNotSentAfterWhatIsSoNow() throws Exception {
        try (Loopback server = Loopback.serving(new Service())) {
            Watch watch = Watch.of(server.channel(), "");
            assertThat(looked.await(10, TimeUnit.SECONDS)).isTrue();
            truth.set(Statuses.NOT_SERVING);
            Thread registry = new Thread(watcher.join()::tell);
            registry.start();
            Watch.soon().until(() -> registry.getState() == Thread.State.BLOCKED || !registry.isAlive());
            goOn.countDown();
            registry.join();
            watch.awaitLast(NOT_SERVING);
            server.server().shutdown();
            watcher.join().end();
            assertThat(watch.end()).isEqualTo(io.grpc.Status.Code.OK);
            assertThat(watch.last()).isEqualTo(NOT_SERVING);
        }
    }
}
