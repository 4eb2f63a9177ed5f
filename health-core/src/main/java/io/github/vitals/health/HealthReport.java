package io.github.vitals.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * All states of a group and their aggregate, at one instant.
 *
 * <p>The aggregate is the worst of the states, where a check that is not critical to the group counts as DEGRADED when
 * it is UNKNOWN or DOWN. A group without checks is UP. In {@link HealthGroup#STARTUP} a check that has passed once
 * counts as UP.
 *
 * <p>Immutable, but for {@link #lasting()}, which counts up to the moment of asking.
 */
public final class HealthReport {
    private final HealthGroup group;
    private final HealthStatus status;
    private final Lasting lasting;
    private final Instant at;
    private final List<CheckState> states;
    private final String message;
    private final Function<List<CheckState>, HealthStatus> aggregate;

    /** Which version of the registry's states this shows. */
    final long version;

    /** The ticker reading after which some result is no longer fresh. */
    final long freshUntil;

    HealthReport(
            HealthGroup group,
            HealthStatus status,
            Lasting lasting,
            Instant at,
            List<CheckState> states,
            String message,
            Function<List<CheckState>, HealthStatus> aggregate,
            long version,
            long freshUntil) {
        this.group = group;
        this.status = status;
        this.lasting = lasting;
        this.at = at;
        this.states = states;
        this.message = message;
        this.aggregate = aggregate;
        this.version = version;
        this.freshUntil = freshUntil;
    }

    /** Since when, for people and for arithmetic. */
    record Lasting(Instant since, long sinceTick, Ticker ticker) {}

    /** A copy in which the given checks are pending. */
    HealthReport withPending(List<CheckSlot> pending) {
        Set<String> names = pending.stream().map(slot -> slot.name).collect(Collectors.toSet());
        List<CheckState> marked = states.stream()
                .map(state -> names.contains(state.name()) ? state.asPending() : state)
                .toList();
        return new HealthReport(group, status, lasting, at, marked, message, aggregate, -1, freshUntil);
    }

    /**
     * Whose view this is.
     *
     * @return {@link HealthGroup#ALL} unless a group was asked for
     */
    public HealthGroup group() {
        return group;
    }

    /**
     * The aggregate of the states.
     *
     * @return UP for a group without checks
     */
    public HealthStatus status() {
        return status;
    }

    /**
     * When the aggregate became what it is.
     *
     * @return wall-clock time
     */
    public Instant since() {
        return lasting.since();
    }

    /**
     * How long the aggregate has been what it is by now, in elapsed time that no change of the wall clock touches.
     *
     * @return never negative
     */
    public Duration lasting() {
        return Duration.ofNanos(Math.max(0, lasting.ticker().read() - lasting.sinceTick()));
    }

    /**
     * Why the aggregate is not what the states amount to: the registry is draining, or its gate has not been opened.
     *
     * @return empty otherwise
     */
    public String message() {
        return message;
    }

    /**
     * When the report was put together. While nothing changes, the same report is given again.
     *
     * @return wall-clock time
     */
    public Instant at() {
        return at;
    }

    /**
     * The states of the group's checks, in the order of their registration.
     *
     * @return an immutable list
     */
    public List<CheckState> states() {
        return states;
    }

    /**
     * The state of one check.
     *
     * @param name the name it was registered under
     * @return empty if the group has no such check
     */
    public Optional<CheckState> state(String name) {
        Arguments.requireNonNull("name", name);
        return states.stream().filter(state -> state.name().equals(name)).findFirst();
    }

    /**
     * The states of the checks that carry a tag, in the order of their registration.
     *
     * @param tag a tag that policies name
     * @return possibly empty
     */
    public List<CheckState> tagged(String tag) {
        Arguments.requireNonNull("tag", tag);
        return states.stream()
                .filter(state -> state.policy().tags().contains(tag))
                .toList();
    }

    /**
     * The same without some of the checks, as if they had never been registered. What was said of the group itself, such
     * as that it is draining, still counts; {@link #since()} and {@link #lasting()} stay those of the whole.
     *
     * @param names those to leave out; others than are in the report change nothing
     * @return a report on the other checks
     */
    public HealthReport without(Collection<String> names) {
        Set<String> left = Set.copyOf(Objects.requireNonNull(names, "names: null (expected: names of checks)"));
        List<CheckState> others =
                states.stream().filter(state -> !left.contains(state.name())).toList();
        HealthStatus theirs = aggregate.apply(others);
        return new HealthReport(group, theirs, lasting, at, others, message, aggregate, version, freshUntil);
    }

    @Override
    public String toString() {
        return group + " " + status + " " + states;
    }
}
