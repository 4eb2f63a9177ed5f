package io.github.vitals.health.metrics;

import io.github.vitals.health.HealthRegistry;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The checks and groups of a registry as meters. Reading a meter never runs a check; meters come and go with the checks,
 * and are held strongly.
 *
 * <table>
 *   <caption>Meters (Prometheus writes {@code _} for {@code .} and adds the unit, and {@code _total} to counters)</caption>
 *   <tr><th>name</th><th>tags</th><th>kind, unit</th><th>what</th></tr>
 *   <tr><td>health.check.status</td><td>check, status</td><td>gauge</td>
 *     <td>1 for the judged status, 0 for the other four</td></tr>
 *   <tr><td>health.check.status.age</td><td>check</td><td>gauge, seconds</td>
 *     <td>how long the judged status has lasted</td></tr>
 *   <tr><td>health.check.result.age</td><td>check</td><td>gauge, seconds</td>
 *     <td>how old the last result is; NaN before the first</td></tr>
 *   <tr><td>health.check.duration</td><td>check</td><td>timer, seconds</td><td>how long runs took</td></tr>
 *   <tr><td>health.check.failures</td><td>check, reason</td><td>counter</td>
 *     <td>results that were not UP, by reason; from the first such result on</td></tr>
 *   <tr><td>health.check.timeouts</td><td>check</td><td>counter</td><td>results with reason timeout</td></tr>
 *   <tr><td>health.check.stuck</td><td>check</td><td>gauge</td>
 *     <td>1 while a run that timed out has not come back</td></tr>
 *   <tr><td>health.check.dependent</td><td>check</td><td>gauge</td>
 *     <td>1 while the check is what it is for another one that it depends on</td></tr>
 *   <tr><td>health.check.transitions</td><td>check, to</td><td>counter</td><td>changes of the judged status</td></tr>
 *   <tr><td>health.group.status</td><td>group, status</td><td>gauge</td>
 *     <td>1 for the aggregate, 0 for the other four</td></tr>
 *   <tr><td>health.group.status.age</td><td>group</td><td>gauge, seconds</td>
 *     <td>how long the aggregate has lasted</td></tr>
 *   <tr><td>health.group.transitions</td><td>group, to</td><td>counter</td><td>changes of the aggregate</td></tr>
 * </table>
 *
 * <p>What a check {@linkplain io.github.vitals.health.HealthResult#measured measured} beside its result has meters of
 * its own, with the label {@code check}: gauges that are NaN while the last run did not measure them, and timers with
 * buckets from 1 ms to 10 s. Of one check there are at most 64.
 *
 * <p>Statuses and reasons are written in lower case. May be bound to several meter registries. Thread-safe.
 */
public final class HealthMetrics implements MeterBinder, AutoCloseable {
    private final HealthRegistry health;
    private final List<Binding> bindings = new CopyOnWriteArrayList<>();

    /**
     * Meters for a registry's checks; they appear when it is bound.
     *
     * @param health the registry to show
     */
    public HealthMetrics(HealthRegistry health) {
        this.health = Objects.requireNonNull(health, "health: null (expected: a registry)");
    }

    /**
     * Adds the meters of every check and group there is, and follows the checks from then on.
     *
     * @param meters where the meters are to be
     */
    @Override
    public void bindTo(MeterRegistry meters) {
        Objects.requireNonNull(meters, "meters: null (expected: a meter registry)");
        Binding binding = new Binding(health, meters);
        bindings.add(binding);
        binding.open();
    }

    /** Removes every meter that was added. */
    @Override
    public void close() {
        bindings.forEach(Binding::close);
        bindings.clear();
    }
}
