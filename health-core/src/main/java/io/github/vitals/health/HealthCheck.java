package io.github.vitals.health;

import java.util.concurrent.CompletionStage;
import java.util.function.Function;

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
     * Adapts a check whose answer comes later. In a registry no thread waits for it: the run ends when the stage
     * completes, and is given up at the policy's timeout, when the stage is cancelled; a stage that completes later than
     * that, or once more, changes nothing. The check is not asked again before the stage is complete.
     *
     * @param question starts the question and returns at once
     * @return a check to be registered
     */
    static HealthCheck async(Function<CheckContext, ? extends CompletionStage<HealthResult>> question) {
        Arguments.requireNonNull("question", question);
        return new AsyncCheck(question);
    }

    /**
     * A check that is made of others: DOWN as soon as one of them does not work. It asks nothing itself; its status
     * follows theirs at once. An UP or DEGRADED check works, one in MAINTENANCE is excused, and while it depends on an
     * UNKNOWN one, the whole is UNKNOWN.
     *
     * @param names of checks in the same registry
     * @return a check to be registered beside them
     * @throws IllegalArgumentException if a name is not valid, or there is none
     */
    static HealthCheck allOf(String... names) {
        return atLeast(Arguments.requireNonNull("names", names).length, names);
    }

    /**
     * A check that is made of others: DOWN only when none of them works, DEGRADED when some do not.
     *
     * @param names of checks in the same registry
     * @return a check to be registered beside them; see {@link #allOf}
     * @throws IllegalArgumentException if a name is not valid, or there is none
     */
    static HealthCheck anyOf(String... names) {
        return atLeast(1, names);
    }

    /**
     * A check that is made of others: DOWN when fewer than a number of them work, DEGRADED when enough do but not all.
     *
     * @param needed how many must work; 1 to the number of names
     * @param names of checks in the same registry
     * @return a check to be registered beside them; see {@link #allOf}
     * @throws IllegalArgumentException if a name or the number is not valid
     */
    static HealthCheck atLeast(int needed, String... names) {
        return new CompositeCheck(needed, names);
    }
}
