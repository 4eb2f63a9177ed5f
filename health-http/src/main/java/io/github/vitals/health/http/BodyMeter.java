package io.github.vitals.health.http;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** Counts a body and keeps none of it; one that is too long is cut off, which closes its connection. */
final class BodyMeter implements BodySubscriber<BodyMeter> {
    static final long MOST = 1 << 20;

    private final CompletableFuture<BodyMeter> end = new CompletableFuture<>();
    private volatile @Nullable Subscription subscription;
    private volatile long bytes;
    private volatile boolean cut;

    @Override
    public CompletionStage<BodyMeter> getBody() {
        return end;
    }

    @Override
    public void onSubscribe(Subscription upstream) {
        if (subscription != null) {
            upstream.cancel();
            return;
        }
        subscription = upstream;
        upstream.request(1);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        long sum = bytes;
        for (ByteBuffer buffer : buffers) {
            sum += buffer.remaining();
        }
        bytes = sum;
        Subscription upstream = subscription;
        if (upstream == null || cut) {
            return;
        }
        if (sum > MOST) {
            cut = true;
            upstream.cancel();
            end.complete(this);
        } else {
            upstream.request(1);
        }
    }

    @Override
    public void onError(Throwable failure) {
        end.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        end.complete(this);
    }

    long bytes() {
        return bytes;
    }

    boolean cut() {
        return cut;
    }
}
