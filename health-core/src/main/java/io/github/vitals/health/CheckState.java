package io.github.vitals.health;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one check: the judged status, which thresholds, dependencies and staleness have had their say in,
 * and the last raw result beside it.
 *
 * <p>Immutable, but for {@link #age()} and {@link #lasting()}, which count up to the moment of asking.
 */
public final class CheckState {
    private final String name;
    private final CheckPolicy policy;
    private final Ticker ticker;
    private final Judgement judgement;
    private final @Nullable Outcome last;
    private final @Nullable Instant lastSuccess;
    private final boolean passed;
    private final boolean pending;

    CheckState(
            String name,
            CheckPolicy policy,
            Ticker ticker,
            Judgement judgement,
            @Nullable Outcome last,
            @Nullable Instant lastSuccess,
            boolean passed,
            boolean pending) {
        this.name = name;
        this.policy = policy;
        this.ticker = ticker;
        this.judgement = judgement;
        this.last = last;
        this.lastSuccess = lastSuccess;
        this.passed = passed;
        this.pending = pending;
    }

    /** What the judge, the dependencies and the clock say together. */
    record Judgement(
            HealthStatus status,
            Instant since,
            long sinceTick,
            @Nullable FailureReason reason,
            String message,
            @Nullable String rootCause,
            int failureStreak,
            int successStreak,
            String streak) {}

    /** The end of one run. */
    record Outcome(HealthResult result, Instant at, Duration took, long finishedTick) {}

    CheckState asPending() {
        return new CheckState(name, policy, ticker, judgement, last, lastSuccess, passed, true);
    }

    /** The ticker reading up to which the last result needs no new run; before any reading if there is none. */
    boolean freshAt(long tick) {
        return last != null && tick - last.finishedTick() <= policy.maxAge().toNanos();
    }

    @Nullable
    Outcome last() {
        return last;
    }

    long sinceTick() {
        return judgement.sinceTick();
    }

    /** Whether the check has passed at least once: what {@link HealthGroup#STARTUP} waits for. */
    boolean passed() {
        return passed;
    }

    /**
     * The name the check was registered under.
     *
     * @return never empty
     */
    public String name() {
        return name;
    }

    /**
     * The judged status.
     *
     * @return UNKNOWN before the first result
     */
    public HealthStatus status() {
        return judgement.status();
    }

    /**
     * When the judged status became what it is.
     *
     * @return the wall-clock time of the change, or of the registration
     */
    public Instant since() {
        return judgement.since();
    }

    /**
     * How long the judged status has lasted by now, in elapsed time that no change of the wall clock touches.
     *
     * @return never negative
     */
    public Duration lasting() {
        return Duration.ofNanos(Math.max(0, ticker.read() - judgement.sinceTick()));
    }

    /**
     * Why the judged status is not UP.
     *
     * @return empty if it is UP, or if there is no result yet
     */
    public Optional<FailureReason> reason() {
        return Optional.ofNullable(judgement.reason());
    }

    /**
     * What to tell a person, without secrets.
     *
     * @return possibly empty
     */
    public String message() {
        return judgement.message();
    }

    /**
     * The check that is to blame, if this one is only DOWN because it depends on it.
     *
     * @return the name of a check that is DOWN by itself
     */
    public Optional<String> rootCause() {
        return Optional.ofNullable(judgement.rootCause());
    }

    /**
     * The last raw result, which the thresholds may not have followed yet.
     *
     * @return empty before the first result
     */
    public Optional<HealthResult> result() {
        return last == null ? Optional.empty() : Optional.of(last.result());
    }

    /**
     * When the last result came.
     *
     * @return wall-clock time; empty before the first result
     */
    public Optional<Instant> checkedAt() {
        return last == null ? Optional.empty() : Optional.of(last.at());
    }

    /**
     * How long the run took that gave the last result.
     *
     * @return empty before the first result
     */
    public Optional<Duration> duration() {
        return last == null ? Optional.empty() : Optional.of(last.took());
    }

    /**
     * How old the last result is now, in elapsed time that no change of the wall clock touches.
     *
     * @return empty before the first result
     */
    public Optional<Duration> age() {
        return last == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, ticker.read() - last.finishedTick())));
    }

    /**
     * When a result was last UP.
     *
     * @return wall-clock time; empty if none was
     */
    public Optional<Instant> lastSuccess() {
        return Optional.ofNullable(lastSuccess);
    }

    /**
     * How many results in a row, up to the last, were not UP.
     *
     * @return zero if the last one was UP
     */
    public int failureStreak() {
        return judgement.failureStreak();
    }

    /**
     * How many results in a row, up to the last, were UP.
     *
     * @return zero if the last one was not
     */
    public int successStreak() {
        return judgement.successStreak();
    }

    /**
     * How near the judged status is to a change, in words.
     *
     * @return for example {@code 2 of 3 failures}; empty if the last result agrees with the judged status
     */
    public String streak() {
        return judgement.streak();
    }

    /**
     * Whether the last result is older than {@link CheckPolicy#staleAfter()}, and the status UNKNOWN for it.
     *
     * @return true if so
     */
    public boolean stale() {
        return judgement.reason() == FailureReason.STALE;
    }

    /**
     * Whether a run that timed out has not come back since.
     *
     * @return true if one thread is held by it
     */
    public boolean stuck() {
        return last != null && last.result().reason().orElse(null) == FailureReason.STUCK;
    }

    /**
     * Whether this was asked for with {@link HealthRegistry#check()} and the run had not ended when the answer was due.
     *
     * @return true if a newer result is on its way
     */
    public boolean pending() {
        return pending;
    }

    /**
     * How the check is run and judged.
     *
     * @return the policy it was registered with
     */
    public CheckPolicy policy() {
        return policy;
    }

    @Override
    public String toString() {
        return name + " " + status() + (message().isEmpty() ? "" : ": " + message());
    }
}
