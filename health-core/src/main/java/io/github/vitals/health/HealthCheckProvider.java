package io.github.vitals.health;

/**
 * Brings checks along: a library or a module of an application names its provider in
 * {@code META-INF/services/io.github.vitals.health.HealthCheckProvider}, or in a {@code provides} clause of its module,
 * and {@link HealthRegistryBuilder#discover()} finds it.
 *
 * <pre>{@code
 * public final class QueueChecks implements HealthCheckProvider {
 *     @Override
 *     public void register(HealthRegistryBuilder builder) {
 *         builder.check("queue", context -> HealthResult.up().detail("depth", Queues.depth()));
 *     }
 * }
 * }</pre>
 *
 * <p>Implementations are public and have a public constructor without parameters. Each is made once per discovery and
 * called on the discovering thread, so it need not be thread-safe.
 */
@FunctionalInterface
public interface HealthCheckProvider {
    /**
     * Adds the checks, and whatever belongs to them, to a registry that is being described.
     *
     * @param builder what to add to
     */
    void register(HealthRegistryBuilder builder);
}
