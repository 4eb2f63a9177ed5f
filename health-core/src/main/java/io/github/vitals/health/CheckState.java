package io.github.vitals.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of one check: the judged status, which thresholds, dependencies and staleness have had their say in,
 * and the last raw result beside it.
 *
 * <p>Immutable, but for {@link #age()} and {@link #lasting()}, which count up to the moment of asking.
 */
public final class CheckState {
    static final int PASSED = 1;
    static final int PENDING = 2;
    static final int FLAPPING = 4;
    static final int PAUSED = 8;
    static final int ENTERING = 16;

    private final CheckSlot slot;
    private final Judgement judgement;
    private final @Nullable HealthResult result;
    private final @Nullable Instant at;
    private final @Nullable Instant lastSuccess;
    private final long took;
    private final long finishedTick;
    private final long lag;

    /** How many results in a row were UP; below zero, how many were not. */
    private final int inARow;

    private final int flags;

    /** Before the first result. */
    CheckState(CheckSlot slot, Judgement judgement) {
        this.slot = slot;
        this.judgement = judgement;
        this.result = null;
        this.at = null;
        this.lastSuccess = null;
        this.took = 0;
        this.finishedTick = 0;
        this.lag = 0;
        this.inARow = 0;
        this.flags = 0;
    }

    /** The last result has not changed, but what is said of it has. */
    CheckState(CheckState before, Judgement judgement, int flags) {
        this.slot = before.slot;
        this.judgement = judgement;
        this.result = before.result;
        this.at = before.at;
        this.lastSuccess = before.lastSuccess;
        this.took = before.took;
        this.finishedTick = before.finishedTick;
        this.lag = before.lag;
        this.inARow = before.inARow;
        this.flags = flags;
    }

    /** A run has ended. */
    CheckState(CheckState before, Judgement judgement, int flags, Outcome outcome) {
        this.slot = before.slot;
        this.judgement = judgement;
        this.result = outcome.result;
        this.at = outcome.at;
        this.lastSuccess = outcome.result.status() == HealthStatus.UP ? outcome.at : before.lastSuccess;
        this.took = Math.max(0, outcome.finishedTick - outcome.startTick);
        this.finishedTick = outcome.finishedTick;
        this.lag = outcome.lag;
        this.inARow = slot.judge.inARow();
        this.flags = flags;
    }

    /** What the judge, the dependencies and the clock say together. */
    record Judgement(
            HealthStatus status,
            Instant since,
            long sinceTick,
            @Nullable FailureReason reason,
            String message,
            @Nullable String rootCause,
            String streak) {
        boolean says(@Nullable FailureReason why, String text, @Nullable String root, String progress) {
            return reason == why && message.equals(text) && Objects.equals(rootCause, root) && streak.equals(progress);
        }
    }

    /**
     * The end of one run; times are readings of the ticker, and nanoseconds. Handed over, but not kept: everything that
     * is remembered of a run is in one object, because there is one for each check.
     */
    record Outcome(HealthResult result, Instant at, long startTick, long finishedTick, long lag) {}

    CheckState asPending() {
        return new CheckState(this, judgement, flags | PENDING);
    }

    /** The last raw result, for those who need no {@link Optional}. */
    @Nullable
    HealthResult latest() {
        return result;
    }

    /** When the last result came; only if there is one. */
    long finishedTick() {
        return finishedTick;
    }

    Judgement judgement() {
        return judgement;
    }

    long sinceTick() {
        return judgement.sinceTick();
    }

    /** Whether a group may count this state otherwise than another of the same check. */
    boolean countsOtherwise(CheckState other) {
        return judgement.status() != other.judgement.status() || flags != other.flags;
    }

    /** Whether the check has passed at least once: what {@link HealthGroup#STARTUP} waits for. */
    boolean passed() {
        return (flags & PASSED) != 0;
    }

    /** Whether the check came while the registry was in use, and has no result yet: groups do not count it. */
    boolean entering() {
        return (flags & ENTERING) != 0;
    }

    /**
     * The name the check was registered under.
     *
     * @return never empty
     */
    public String name() {
        return slot.name;
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
        return Duration.ofNanos(Math.max(0, slot.ticker.read() - judgement.sinceTick()));
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
        return Optional.ofNullable(result);
    }

    /**
     * When the last result came.
     *
     * @return wall-clock time; empty before the first result
     */
    public Optional<Instant> checkedAt() {
        return Optional.ofNullable(at);
    }

    /**
     * How long the run took that gave the last result.
     *
     * @return empty before the first result
     */
    public Optional<Duration> duration() {
        return result == null ? Optional.empty() : Optional.of(Duration.ofNanos(took));
    }

    /**
     * How long the run took that gave the last result: {@link #duration()} for those who record every run.
     *
     * @return nanoseconds; zero before the first result
     */
    public long durationNanos() {
        return took;
    }

    /**
     * What the last run measured beside its result.
     *
     * @return an unmodifiable list; empty before the first result
     */
    public List<Measurement> measurements() {
        return result == null ? List.of() : result.measurements();
    }

    /**
     * How old the last result is now, in elapsed time that no change of the wall clock touches.
     *
     * @return empty before the first result
     */
    public Optional<Duration> age() {
        return result == null
                ? Optional.empty()
                : Optional.of(Duration.ofNanos(Math.max(0, slot.ticker.read() - finishedTick)));
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
        return Math.max(0, -inARow);
    }

    /**
     * How many results in a row, up to the last, were UP.
     *
     * @return zero if the last one was not
     */
    public int successStreak() {
        return Math.max(0, inARow);
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
        return result != null && result.reason().orElse(null) == FailureReason.STUCK;
    }

    /**
     * Whether this was asked for with {@link HealthRegistry#check()} and the run had not ended when the answer was due.
     *
     * @return true if a newer result is on its way
     */
    public boolean pending() {
        return (flags & PENDING) != 0;
    }

    /**
     * Whether the raw results go up and down: at least 6 of the last 20 were UP where the one before was not, or the
     * other way round, and not fewer than 3 since.
     *
     * @return true whatever the thresholds make of it
     */
    public boolean flapping() {
        return (flags & FLAPPING) != 0;
    }

    /**
     * Whether the check is paused: not run, and MAINTENANCE.
     *
     * @return true until it is resumed
     */
    public boolean paused() {
        return (flags & PAUSED) != 0;
    }

    /**
     * The prober's own delay in the last result: how long after it was due or asked for the run began, and how long
     * the process stood still during it, as far as that was noticed (from 100 ms on). What is slow by this is not the
     * target.
     *
     * @return empty before the first result
     */
    public Optional<Duration> lag() {
        return result == null ? Optional.empty() : Optional.of(Duration.ofNanos(lag));
    }

    /**
     * How the check is run and judged.
     *
     * @return the policy it was registered with
     */
    public CheckPolicy policy() {
        return slot.policy;
    }

    @Override
    public String toString() {
        return slot.name + " " + status() + (message().isEmpty() ? "" : ": " + message());
    }
}
