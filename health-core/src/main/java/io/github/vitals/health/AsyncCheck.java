package io.github.vitals.health;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A check whose answer comes later: in a registry no thread waits for it. */
final class AsyncCheck implements HealthCheck {
    private final Function<CheckContext, ? extends CompletionStage<HealthResult>> question;

    AsyncCheck(Function<CheckContext, ? extends CompletionStage<HealthResult>> question) {
        this.question = question;
    }

    @Nullable
    CompletionStage<HealthResult> ask(CheckContext context) {
        return question.apply(context);
    }

    /** For whoever runs the check by hand: waits for the answer. */
    @Override
    public HealthResult check(CheckContext context) throws Exception {
        CompletionStage<HealthResult> stage = ask(context);
        if (stage == null) {
            return HealthResult.down(FailureReason.EXCEPTION, "the check returned no stage");
        }
        CompletableFuture<HealthResult> future = stage.toCompletableFuture();
        try {
            return future.get(context.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            return HealthResult.down(causeOf(failure));
        } catch (TimeoutException late) {
            return HealthResult.down(FailureReason.TIMEOUT, "the stage did not complete in time");
        } finally {
            future.cancel(true);
        }
    }

    /** The answer of a future that is done. */
    static HealthResult resultOf(CompletableFuture<HealthResult> done) throws Exception {
        try {
            HealthResult result = done.get();
            return result == null
                    ? HealthResult.down(
                            FailureReason.EXCEPTION, "the stage completed with null (expected: a HealthResult)")
                    : result;
        } catch (ExecutionException failure) {
            return HealthResult.down(causeOf(failure));
        }
    }

    /** What went wrong, without the wrapping that stages put around it. */
    static Throwable causeOf(Throwable thrown) {
        boolean wrapped = thrown instanceof CompletionException || thrown instanceof ExecutionException;
        Throwable cause = thrown.getCause();
        return wrapped && cause != null ? cause : thrown;
    }
}
