package io.github.vitals.health.endpoint;

import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.history.HealthHistory;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link HealthEndpoint}. {@link Access} has ready-made predicates. Not thread-safe.
 */
public final class HealthEndpointBuilder {
    private final HealthRegistry health;
    final StatusCodes codes = new StatusCodes();
    Predicate<? super HealthRequest> details = request -> false;
    Predicate<? super HealthRequest> metricsFor = request -> true;
    Predicate<? super HealthRequest> adminFor = request -> false;
    boolean admin;

    @Nullable
    Scraper scraper;

    @Nullable
    LogLevels logLevels;

    @Nullable
    Supplier<HealthHistory> history;

    @Nullable
    AlertBoard alerts;

    HealthEndpointBuilder(HealthRegistry health) {
        this.health = health;
    }

    /**
     * Sets who may see more than the status; nobody if not set.
     *
     * @param allowed true for requests that may; one that throws means no
     * @return this builder
     */
    public HealthEndpointBuilder details(Predicate<? super HealthRequest> allowed) {
        this.details = allowed(allowed);
        return this;
    }

    /**
     * Changes the status code of one status; the others keep theirs.
     *
     * @param status the status
     * @param code 200 to 599, and one that may have a body; below 400 it passes for {@code UP}
     * @return this builder
     * @throws IllegalArgumentException if the code is not such
     */
    public HealthEndpointBuilder statusCode(HealthStatus status, int code) {
        codes.put(status, code);
        return this;
    }

    /**
     * Changes the status code of one status in one group; the others keep theirs. For example, what is DEGRADED may be
     * well enough to live, and not to be sent work.
     *
     * @param group a built-in group or one declared on the registry's builder
     * @param status the status
     * @param code 200 to 599, and one that may have a body; below 400 it passes for {@code UP}
     * @return this builder
     * @throws IllegalArgumentException if the code is not such
     */
    public HealthEndpointBuilder statusCode(HealthGroup group, HealthStatus status, int code) {
        codes.put(group, status, code);
        return this;
    }

    /**
     * Shows meters at {@code /metrics}; there is no such path if not set.
     *
     * @param meters the meters
     * @return this builder
     */
    public HealthEndpointBuilder meters(PrometheusMeterRegistry meters) {
        this.scraper = new PrometheusScraper(meters);
        return this;
    }

    /**
     * Sets who may see the meters, among which are the names of the checks; everybody if not set.
     *
     * @param allowed true for requests that may; one that throws means no
     * @return this builder
     */
    public HealthEndpointBuilder metricsFor(Predicate<? super HealthRequest> allowed) {
        this.metricsFor = allowed(allowed);
        return this;
    }

    /**
     * Sets who may have something done, by POST with a body of JSON; there are no such paths if not set. Each action is
     * told to the logger {@code io.github.vitals.health.endpoint.Admin}, and so is who was refused one.
     *
     * <table>
     *   <caption>Actions</caption>
     *   <tr><th>path</th><th>body</th></tr>
     *   <tr><td>{@code /admin/check/{name}/run}</td><td>{@code {}}</td></tr>
     *   <tr><td>{@code /admin/check/{name}/maintain}</td><td>{@code {"duration":"PT30M","reason":"upgrade"}}</td></tr>
     *   <tr><td>{@code /admin/check/{name}/end-maintenance}</td><td>{@code {}}</td></tr>
     *   <tr><td>{@code /admin/check/{name}/pause}, {@code …/resume}</td><td>{@code {}}</td></tr>
     *   <tr><td>{@code /admin/logger/{name}}, if {@linkplain #logLevels(LogLevels) log levels} were given</td>
     *     <td>{@code {"level":"debug","duration":"PT10M","by":"ada","reason":"ticket 4711"}}; an empty level restores
     *     it</td></tr>
     *   <tr><td>{@code /admin/loggers}, a GET, if those levels know what is changed</td><td></td></tr>
     *   <tr><td>{@code /admin/alert/{key}/acknowledge}, if {@linkplain #alerts alerts} were given, as the following</td>
     *     <td>{@code {"by":"ada"}}</td></tr>
     *   <tr><td>{@code /admin/alerts/silence}</td>
     *     <td>{@code {"check":"orders-db","duration":"PT2H","by":"ada","reason":"upgrade"}}; in place of {@code check},
     *     or beside it, {@code group}, {@code name}, {@code tag}, {@code rule}</td></tr>
     *   <tr><td>{@code /admin/alerts/silence/{id}/end}</td><td>{@code {}}</td></tr>
     *   <tr><td>{@code /admin/alerts/channel/{name}/test}</td><td>{@code {}}; answers what the far side said</td></tr>
     * </table>
     *
     * @param allowed true for requests that may; one that throws means no
     * @return this builder
     */
    public HealthEndpointBuilder admin(Predicate<? super HealthRequest> allowed) {
        this.adminFor = allowed(allowed);
        this.admin = true;
        return this;
    }

    /**
     * Lets the {@linkplain #admin admin actions} change log levels; they do not if not set.
     *
     * @param levels for example {@link LogLevels#logback()}
     * @return this builder
     */
    public HealthEndpointBuilder logLevels(LogLevels levels) {
        this.logLevels = Objects.requireNonNull(levels, "levels: null (expected: log levels)");
        return this;
    }

    /**
     * The same with levels that want to know who changes them and why.
     *
     * @param levels for example {@code levels::set} of health-logging, which records it
     * @return this builder
     */
    public HealthEndpointBuilder logLevels(LogLevels.Attributed levels) {
        Objects.requireNonNull(levels, "levels: null (expected: log levels)");
        return logLevels(new AttributedLevels(levels, Optional::empty));
    }

    /**
     * The same with levels that also know what is changed now, which {@code GET /admin/loggers} tells.
     *
     * @param levels for example {@code levels::set} of health-logging, which records it
     * @param changed gives what is changed now, in any order
     * @return this builder
     */
    public HealthEndpointBuilder logLevels(LogLevels.Attributed levels, Supplier<List<ChangedLevel>> changed) {
        Objects.requireNonNull(levels, "levels: null (expected: log levels)");
        Objects.requireNonNull(changed, "changed: null (expected: gives what is changed now)");
        return logLevels(new AttributedLevels(levels, () -> Optional.of(changed.get())));
    }

    /**
     * Tells what has been at {@code /health/history…}, to those who may see details; there are no such paths if not set.
     * A check named {@code history} is then to be asked for as {@code /health/check/history} only.
     *
     * @param history stays the caller's to close
     * @return this builder
     */
    public HealthEndpointBuilder history(HealthHistory history) {
        Objects.requireNonNull(history, "history: null (expected: a history)");
        return history(() -> history);
    }

    /**
     * The same with a history that may begin later.
     *
     * @param history is asked whenever the history is, and not before; stays the caller's to close
     * @return this builder
     */
    public HealthEndpointBuilder history(Supplier<HealthHistory> history) {
        this.history = Objects.requireNonNull(history, "history: null (expected: a history)");
        return this;
    }

    /**
     * What tells what has been.
     *
     * @return empty if no history was set
     */
    public Optional<Supplier<HealthHistory>> history() {
        return Optional.ofNullable(history);
    }

    /**
     * Tells of alerts at {@code /health/alerts}, to those who may see details, and lets the {@linkplain #admin admin
     * actions} acknowledge, silence and test; there are no such paths if not set. A check named {@code alerts} is then to
     * be asked for as {@code /health/check/alerts} only.
     *
     * @param alerts stays the caller's to close
     * @return this builder
     */
    public HealthEndpointBuilder alerts(AlertBoard alerts) {
        this.alerts = Objects.requireNonNull(alerts, "alerts: null (expected: alerts)");
        return this;
    }

    /**
     * What there is of alerts.
     *
     * @return empty if none were set
     */
    public Optional<AlertBoard> alerts() {
        return Optional.ofNullable(alerts);
    }

    private static Predicate<? super HealthRequest> allowed(Predicate<? super HealthRequest> allowed) {
        return Objects.requireNonNull(allowed, "allowed: null (expected: a predicate)");
    }

    /**
     * Makes the endpoint.
     *
     * @return a new endpoint
     * @throws IllegalArgumentException if a status code was set for a group that the registry does not have
     */
    public HealthEndpoint build() {
        return built(history);
    }

    /**
     * Makes the endpoint, with a history if none was set.
     *
     * @param otherwise is asked as one that was {@linkplain #history(Supplier) set}
     * @return a new endpoint
     * @throws IllegalArgumentException if a status code was set for a group that the registry does not have
     */
    public HealthEndpoint build(Supplier<HealthHistory> otherwise) {
        return built(history == null ? otherwise : history);
    }

    private HealthEndpoint built(@Nullable Supplier<HealthHistory> past) {
        for (HealthGroup group : codes.groups()) {
            if (!health.groups().contains(group)) {
                throw new IllegalArgumentException(
                        "group: " + group.name() + " (expected: one of " + health.groups() + ")");
            }
        }
        return new HealthEndpoint(health, this, past);
    }
}
