package io.github.vitals.health.alerts.channel;

import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** Reads the beginning of a body as text, and no more. Not thread-safe. */
final class FirstBytes implements BodySubscriber<String> {
    static final int MOST = 64 * 1024;

    private final CompletableFuture<String> text = new CompletableFuture<>();
    private final ByteBuffer kept = ByteBuffer.allocate(MOST);
    private Flow.@Nullable Subscription body;

    @Override
    public CompletionStage<String> getBody() {
        return text;
    }

    @Override
    public void onSubscribe(Flow.Subscription subscription) {
        body = subscription;
        subscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        for (ByteBuffer part : parts) {
            int room = Math.min(kept.remaining(), part.remaining());
            kept.put(part.slice(part.position(), room));
        }
        if (!kept.hasRemaining() && body != null) {
            body.cancel();
            onComplete();
        }
    }

    @Override
    public void onError(Throwable failure) {
        text.completeExceptionally(failure);
    }

    @Override
    public void onComplete() {
        text.complete(new String(kept.array(), 0, kept.position(), StandardCharsets.UTF_8));
    }
}
