package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import io.lettuce.core.RedisCommandExecutionException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * What came of a request.
 *
 * @param request what was asked
 * @param text the answer; empty if there is none
 * @param failure why there is none; a {@link TimeoutException} if it did not come in time
 */
record Reply(Request request, String text, @Nullable Throwable failure) {
    static Reply of(Request request, CompletableFuture<String> awaited, Deadline deadline) throws InterruptedException {
        try {
            return new Reply(request, deadline.await(awaited), null);
        } catch (TimeoutException late) {
            return new Reply(request, "", late);
        } catch (ExecutionException failed) {
            return new Reply(request, "", inside(failed));
        }
    }

    private static Throwable inside(Throwable failed) {
        Throwable inner = failed;
        while ((inner instanceof ExecutionException || inner instanceof CompletionException)
                && inner.getCause() != null) {
            inner = inner.getCause();
        }
        return inner;
    }

    boolean late() {
        return failure instanceof TimeoutException;
    }

    /** The error with which the server itself refused; empty if it did not. */
    String refusal() {
        return failure instanceof RedisCommandExecutionException error ? String.valueOf(error.getMessage()) : "";
    }

    FailureReason reason(Throwable of) {
        return late() ? FailureReason.TIMEOUT : RedisFailures.reason(of);
    }
}
