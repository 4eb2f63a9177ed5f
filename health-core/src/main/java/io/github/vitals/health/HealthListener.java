package io.github.vitals.health;

/**
 * Hears of what happens in a registry.
 *
 * <p>Each listener gets its calls one after the other, in the order in which things happened, on a thread of the
 * registry and outside every lock. A listener that throws is logged and called again next time. One that blocks holds
 * up only itself: it keeps one thread, up to 10,000 events wait for it, and further ones are dropped, counted and
 * logged.
 *
 * <p>Implementations need not be thread-safe unless they listen to several registries.
 */
@FunctionalInterface
public interface HealthListener {
    /**
     * The judged status of a check or a group has changed.
     *
     * @param transition what changed
     */
    void onTransition(HealthTransition transition);

    /**
     * A run of a check has ended, or was given up.
     *
     * @param state what is now known of the check
     */
    default void onRun(CheckState state) {}

    /**
     * A check was added, or was there when the listener came.
     *
     * @param state what is known of the check
     */
    default void onAdded(CheckState state) {}

    /**
     * A check was removed; nothing more will be heard of it.
     *
     * @param state what was last known of the check
     */
    default void onRemoved(CheckState state) {}

    /**
     * The judged status of a check has not been UP for a long time, and nothing else was heard of it: told again and
     * again, at the interval that was set with {@link HealthRegistryBuilder#reminder}.
     *
     * @param state what is known of the check
     */
    default void onReminder(CheckState state) {}

    /**
     * Something was done to the registry: it was started, drained, paused, closed, or work was announced.
     *
     * @param event what was done
     */
    default void onLifecycle(HealthLifecycle event) {}
}
