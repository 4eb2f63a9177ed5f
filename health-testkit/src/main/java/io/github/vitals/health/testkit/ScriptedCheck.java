package io.github.vitals.health.testkit;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A check that does what a test says: answers, throws, hangs, flaps, is slow.
 *
 * <pre>{@code
 * ScriptedCheck db = ScriptedCheck.up();
 * HealthRegistry health = HealthRegistry.builder().scheduler(time).clock(time).check("db", db).start();
 * db.answers(HealthResult.down("no connection"));
 * db.becomes(ScriptedCheck.hanging());
 * }</pre>
 *
 * <p>What hangs or is slow waits in manual time where a {@link ManualScheduler} does the work, so that the test goes on,
 * and in real time on any other thread: that of a registry without one, or the asking thread if the policy is inline.
 *
 * <p>Thread-safe.
 */
public final class ScriptedCheck implements HealthCheck {
    private final AtomicInteger runs = new AtomicInteger();
    private volatile Act act;
    private volatile Gate gate = new Gate();

    private ScriptedCheck(String name, Script script) {
        this.act = new Act(name, script, new AtomicInteger());
    }

    /** What one run does; {@code turn} counts from zero. */
    @FunctionalInterface
    private interface Script {
        HealthResult run(int turn, Gate gate) throws Exception;
    }

    /** A script and how far it has come. */
    private record Act(String name, Script script, AtomicInteger turn) {}

    // --- what it does

    /**
     * Works.
     *
     * @return a check that answers UP
     */
    public static ScriptedCheck up() {
        return of(HealthResult.up());
    }

    /**
     * Does not work.
     *
     * @param reason why
     * @param message a short text; null counts as empty
     * @return a check that answers DOWN
     */
    public static ScriptedCheck down(FailureReason reason, @Nullable String message) {
        return of(HealthResult.down(reason, message));
    }

    /**
     * Answers in turn, and then the last for ever.
     *
     * @param results at least one
     * @return a check that gives these answers
     * @throws IllegalArgumentException if there is no result
     */
    public static ScriptedCheck of(HealthResult... results) {
        List<HealthResult> answers = List.of(results);
        if (answers.isEmpty()) {
            throw new IllegalArgumentException("results: none (expected: at least one)");
        }
        return new ScriptedCheck("answers " + answers, (turn, gate) -> answers.get(Math.min(turn, answers.size() - 1)));
    }

    /**
     * Throws.
     *
     * @param thrown an exception or an error; the same one each time
     * @return a check that throws it
     * @throws IllegalArgumentException if it is neither an exception nor an error
     */
    public static ScriptedCheck throwing(Throwable thrown) {
        if (!(thrown instanceof Exception) && !(thrown instanceof Error)) {
            throw new IllegalArgumentException(
                    "thrown: " + thrown.getClass().getName() + " (expected: an Exception or an Error)");
        }
        return new ScriptedCheck("throws " + thrown.getClass().getName(), (turn, gate) -> {
            if (thrown instanceof Error error) {
                throw error;
            }
            throw (Exception) thrown;
        });
    }

    /**
     * Hangs until it is interrupted, as a good client does, or {@linkplain #release released}.
     *
     * @return a check that does not answer
     */
    public static ScriptedCheck hanging() {
        return new ScriptedCheck("hangs", (turn, gate) -> {
            gate.await();
            return HealthResult.up();
        });
    }

    /**
     * Hangs and ignores interruption, as a read from a socket does, until it is {@linkplain #release released}. It keeps
     * its thread, a daemon, even when the registry is closed.
     *
     * @return a check that does not answer
     */
    public static ScriptedCheck deaf() {
        return new ScriptedCheck("hangs, deaf", (turn, gate) -> {
            gate.awaitDeaf();
            return HealthResult.up();
        });
    }

    /**
     * Goes up and down.
     *
     * @return a check that answers UP, DOWN, UP, DOWN and so on
     */
    public static ScriptedCheck flapping() {
        HealthResult down = HealthResult.down("flapping");
        return new ScriptedCheck("flaps", (turn, gate) -> turn % 2 == 0 ? HealthResult.up() : down);
    }

    /**
     * Takes its time, unless it is interrupted or {@linkplain #release released} before.
     *
     * @param duration how long each run takes; more than zero
     * @return a check that answers UP after this time
     * @throws IllegalArgumentException if the duration is not more than zero
     */
    public static ScriptedCheck slow(Duration duration) {
        if (duration.isNegative() || duration.isZero()) {
            throw new IllegalArgumentException("duration: " + duration + " (expected: > 0)");
        }
        return new ScriptedCheck("takes " + duration, (turn, gate) -> {
            gate.await(duration);
            return HealthResult.up();
        });
    }

    // --- changed by the test

    /**
     * Answers from the next run on in turn, and then the last for ever.
     *
     * @param results at least one
     * @return this check
     * @throws IllegalArgumentException if there is no result
     */
    public ScriptedCheck answers(HealthResult... results) {
        return becomes(of(results));
    }

    /**
     * Does from the next run on what another check does, from its beginning.
     *
     * @param other for example {@code ScriptedCheck.hanging()}
     * @return this check
     */
    public ScriptedCheck becomes(ScriptedCheck other) {
        Act theirs = other.act;
        act = new Act(theirs.name, theirs.script, new AtomicInteger());
        return this;
    }

    /** Lets go the runs that hang or are slow now; they answer UP. Later runs do what the script says. */
    public void release() {
        Gate now;
        synchronized (this) {
            now = gate;
            gate = new Gate();
        }
        now.open();
    }

    /**
     * How often it was run.
     *
     * @return the number of runs that have begun
     */
    public int runs() {
        return runs.get();
    }

    @Override
    public HealthResult check(CheckContext context) throws Exception {
        runs.incrementAndGet();
        Act now = act;
        return now.script.run(now.turn.getAndIncrement(), gate);
    }

    @Override
    public String toString() {
        return "ScriptedCheck[" + act.name + "]";
    }
}
