package io.github.vitals.health;

import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One question to one thing: does it work?
 *
 * <p>A check says <em>what</em> to ask; its {@link CheckPolicy} says how often, how long and how it is judged. So a
 * check keeps no time, retries nothing and caches nothing. It may block: it has a thread of its own and is interrupted
 * at its timeout. It may throw, or return null: both are reported as DOWN with reason {@code exception} under its own
 * name, and the next run happens.
 *
 * <pre>{@code
 * HealthCheck queue = context -> HealthResult.up().detail("depth", orders.size());
 * }</pre>
 *
 * <p>One check never runs twice at the same time within a registry. Implementations shared between registries must be
 * thread-safe.
 */
@FunctionalInterface
public interface HealthCheck {
    /**
     * Asks the question once.
     *
     * @param context the name the check was registered under, the time that remains, and whether the run was given up
     * @return what was found
     * @throws Exception if the question could not be asked; reported as DOWN
     */
    HealthResult check(CheckContext context) throws Exception;

    /**
     * Tells whether the check asks something outside this process. Such a check is refused in
     * {@link HealthGroup#LIVENESS} unless its policy forces it: a shared dependency that fails must not make an
     * orchestrator restart every instance.
     *
     * @return false unless overridden
     */
    default boolean external() {
        return false;
    }

    /**
     * Says what the policy of such a check should be where its user says nothing: called with the defaults, before the
     * user's own word on the policy.
     *
     * @param policy the policy to be; nothing is changed unless overridden
     */
    default void defaults(CheckPolicyBuilder policy) {}

    /**
     * Adapts a check whose answer comes later. The stage is cancelled when the run is given up.
     *
     * @param question starts the question and returns at once
     * @return a check that waits for the stage as long as the policy's timeout allows
     */
    static HealthCheck async(Function<CheckContext, ? extends CompletionStage<HealthResult>> question) {
        Arguments.requireNonNull("question", question);
        return context -> await(context, question.apply(context));
    }

    private static HealthResult await(CheckContext context, @Nullable CompletionStage<HealthResult> stage)
            throws Exception {
        if (stage == null) {
            return HealthResult.down(FailureReason.EXCEPTION, "the check returned no stage");
        }
        var future = stage.toCompletableFuture();
        try {
            return future.get(context.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException failure) {
            return HealthResult.down(failure.getCause() == null ? failure : failure.getCause());
        } catch (TimeoutException late) {
            return HealthResult.down(FailureReason.TIMEOUT, "the stage did not complete in time");
        } finally {
            future.cancel(true);
        }
    }
}
