package io.github.vitals.health.endpoint;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * One caller who waits for another answer than the one it has. It is looked at after each change whether there is one;
 * when time is up, the answer is what it is.
 */
final class LongPoll {
    /** How many may wait; further ones are answered at once, as RFC 7240 allows. */
    static final int MOST = 256;

    private final HealthRequest request;
    private final Function<HealthRequest, HealthResponse> respond;

    /** Completed when there is no reason any more to wait. */
    private final CompletableFuture<Boolean> over = new CompletableFuture<>();

    private LongPoll(HealthRequest request, Function<HealthRequest, HealthResponse> respond) {
        this.request = request;
        this.respond = respond;
    }

    /** {@code respond} gives the answer of the moment. */
    static CompletionStage<HealthResponse> begin(
            HealthRequest request, Duration wait, Function<HealthRequest, HealthResponse> respond, Changes changes) {
        LongPoll poll = new LongPoll(request, respond);
        if (poll.news() || !changes.await(poll, MOST)) {
            return CompletableFuture.completedFuture(respond.apply(request));
        }
        // What changed before it was among those who wait was not told.
        poll.look();
        return poll.over
                .completeOnTimeout(false, wait.toMillis(), TimeUnit.MILLISECONDS)
                .thenApply(changed -> {
                    changes.leave(poll);
                    return respond.apply(request).withHeader("Preference-Applied", "wait=" + wait.toSeconds());
                });
    }

    /** Something has changed, which may or may not make another answer. */
    void look() {
        if (news()) {
            over.complete(true);
        }
    }

    /** Lets the caller go. */
    void end() {
        over.complete(false);
    }

    private boolean news() {
        String known = request.header("If-None-Match").orElse("");
        return !EntityTag.matches(known, respond.apply(request).header("ETag"));
    }
}
