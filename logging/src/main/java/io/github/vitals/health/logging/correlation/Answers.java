package io.github.vitals.health.logging.correlation;

import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.PushPromiseHandler;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.jspecify.annotations.Nullable;

/** What a client calls back with an answer sees what the caller knew. */
final class Answers {
    private Answers() {}

    static <T extends @Nullable Object> BodyHandler<T> handler(Carried carried, BodyHandler<T> handler) {
        return answer -> carried.get(() -> new Subscriber<>(carried, handler.apply(answer)));
    }

    static <T extends @Nullable Object> @Nullable PushPromiseHandler<T> pushes(
            Carried carried, @Nullable PushPromiseHandler<T> handler) {
        if (handler == null) {
            return null;
        }
        return (asked, pushed, acceptor) -> carried.run(() -> handler.applyPushPromise(
                asked, pushed, body -> CarryingFuture.of(carried, acceptor.apply(handler(carried, body)))));
    }

    private record Subscriber<T extends @Nullable Object>(Carried carried, BodySubscriber<T> target)
            implements BodySubscriber<T> {
        @Override
        public CompletionStage<T> getBody() {
            return carried.get(target::getBody);
        }

        @Override
        public void onSubscribe(Subscription subscription) {
            carried.run(() -> target.onSubscribe(subscription));
        }

        @Override
        public void onNext(List<ByteBuffer> portion) {
            carried.run(() -> target.onNext(portion));
        }

        @Override
        public void onError(Throwable failure) {
            carried.run(() -> target.onError(failure));
        }

        @Override
        public void onComplete() {
            carried.run(target::onComplete);
        }
    }
}
