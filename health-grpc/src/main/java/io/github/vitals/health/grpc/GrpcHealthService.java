package io.github.vitals.health.grpc;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The standard gRPC health service, {@code grpc.health.v1.Health}, to be added to the application's own server:
 * {@code Check} for probes, {@code Watch} for clients that leave out a server that does not serve. It answers from what
 * a registry already knows: no request ever runs a check or waits for one.
 *
 * <table>
 *   <caption>Services that can be asked for</caption>
 *   <tr><th>name</th><th>is</th></tr>
 *   <tr><td>empty</td><td>{@link HealthGroup#READINESS}, unless mapped to another group</td></tr>
 *   <tr><td>{@code liveness}, {@code readiness}, {@code startup}, {@code all}, and each group of the user's
 *     own</td><td>that group</td></tr>
 *   <tr><td>what was {@linkplain Builder#service mapped}, for example {@code shop.Orders}</td><td>the group it was
 *     mapped to</td></tr>
 *   <tr><td>any other</td><td>{@code Check} ends with NOT_FOUND; {@code Watch} sends SERVICE_UNKNOWN and stays
 *     open</td></tr>
 * </table>
 *
 * <p>UP, MAINTENANCE and DEGRADED are SERVING, UNKNOWN and DOWN are NOT_SERVING; {@link Builder#serving serving} changes
 * one of them. Nothing but this is shown, to anybody.
 *
 * <p>{@code Watch} sends at once what is so, and then each change. A change that is over before it could be sent is not
 * sent: a client that does not read holds up nobody, nothing is kept for it, and it gets what is so when it reads again.
 * At most 1,000 calls of {@code Watch} are open at the same time, further ones end with RESOURCE_EXHAUSTED.
 *
 * <p>When this or the registry is closed, watchers are sent NOT_SERVING and their calls completed, and {@code Check}
 * answers NOT_SERVING from then on. A server that shuts down waits for calls that are open, so close this before.
 *
 * <pre>{@code
 * GrpcHealthService service = GrpcHealthService.of(health);
 * Server server = ServerBuilder.forPort(9090).addService(orders).addService(service).build().start();
 * }</pre>
 *
 * <p>Thread-safe.
 *
 * @see <a href="https://github.com/grpc/grpc/blob/master/doc/health-checking.md">GRPC Health Checking Protocol</a>
 */
public final class GrpcHealthService implements BindableService, AutoCloseable {
    private final HealthRegistry health;
    private final Statuses statuses;
    private final Watchers watchers;

    private GrpcHealthService(HealthRegistry health, Statuses statuses, Watchers watchers) {
        this.health = health;
        this.statuses = statuses;
        this.watchers = watchers;
    }

    /**
     * A service with the defaults.
     *
     * @param health what is known
     * @return a service to be closed by the caller
     */
    public static GrpcHealthService of(HealthRegistry health) {
        return builder(health).build();
    }

    /**
     * Starts to describe a service.
     *
     * @param health what is known
     * @return a new builder
     */
    public static Builder builder(HealthRegistry health) {
        return new Builder(Objects.requireNonNull(health, "health: null (expected: a registry)"));
    }

    /**
     * What a server adds.
     *
     * @return the service {@code grpc.health.v1.Health}
     */
    @Override
    public ServerServiceDefinition bindService() {
        return new HealthCalls(statuses, watchers).bindService();
    }

    /**
     * Sends NOT_SERVING to those who watch and completes their calls, without waiting for them; the registry and the
     * server are not touched. Closing twice does nothing.
     */
    @Override
    public void close() {
        health.unlisten(watchers);
        watchers.end();
    }

    /** How many calls of Watch are open. */
    int watchers() {
        return watchers.count();
    }

    /** Describes a {@link GrpcHealthService}. Not thread-safe. */
    public static final class Builder {
        private final HealthRegistry health;
        private final Map<String, HealthGroup> services = new HashMap<>();
        private final Set<HealthStatus> serving =
                EnumSet.of(HealthStatus.UP, HealthStatus.MAINTENANCE, HealthStatus.DEGRADED);
        private int watchers = 1_000;

        private Builder(HealthRegistry health) {
            this.health = health;
        }

        /**
         * Lets a service be asked for by its own name: what a group says is said of it. Several may be mapped to the
         * same group.
         *
         * @param name for example {@code shop.Orders}, or empty for the server as a whole, which is
         *     {@link HealthGroup#READINESS} if not mapped
         * @param group a group of the registry
         * @return this builder
         * @throws IllegalArgumentException if there is no such group, or the name is that of a group or mapped already
         */
        public Builder service(String name, HealthGroup group) {
            Objects.requireNonNull(name, "name: null (expected: the name of a service, or empty)");
            Objects.requireNonNull(group, "group: null (expected: a group)");
            Set<HealthGroup> groups = health.groups();
            if (!groups.contains(group)) {
                throw new IllegalArgumentException("group: " + group + " (expected: one of " + groups + ")");
            }
            if (byName(groups).containsKey(name)) {
                throw new IllegalArgumentException("name: " + name + " (expected: not the name of a group)");
            }
            if (services.putIfAbsent(name, group) != null) {
                throw new IllegalArgumentException("name: \"" + name + "\" (expected: one that is not mapped yet)");
            }
            return this;
        }

        /**
         * Changes what one status is told as; the others stay as they are.
         *
         * @param status the status
         * @param serving whether it is SERVING; otherwise it is NOT_SERVING
         * @return this builder
         */
        public Builder serving(HealthStatus status, boolean serving) {
            Objects.requireNonNull(status, "status: null (expected: a status)");
            if (serving) {
                this.serving.add(status);
            } else {
                this.serving.remove(status);
            }
            return this;
        }

        /**
         * Sets how many calls of {@code Watch} may be open at the same time; 1,000 if not set.
         *
         * @param most 1 or more
         * @return this builder
         * @throws IllegalArgumentException if it is less
         */
        public Builder watchers(int most) {
            if (most < 1) {
                throw new IllegalArgumentException("watchers: " + most + " (expected: >= 1)");
            }
            this.watchers = most;
            return this;
        }

        /**
         * Makes the service, which listens to the registry until it is closed.
         *
         * @return a service to be closed by the caller
         */
        public GrpcHealthService build() {
            Map<String, HealthGroup> known = new HashMap<>(byName(health.groups()));
            known.put("", HealthGroup.READINESS);
            known.putAll(services);
            Statuses statuses = new Statuses(health, known, serving);
            Watchers listener = new Watchers(statuses, watchers);
            health.listen(listener);
            return new GrpcHealthService(health, statuses, listener);
        }

        private static Map<String, HealthGroup> byName(Set<HealthGroup> groups) {
            return groups.stream().collect(Collectors.toMap(HealthGroup::name, group -> group));
        }
    }
}
