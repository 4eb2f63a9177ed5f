package io.github.vitals.health.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * What every check of something outside the process keeps, as a JUnit test to inherit. It runs the check against a
 * real target, which it freezes, kills and restarts by way of the subclass; each test begins and ends with a target
 * that answers.
 *
 * <pre>{@code
 * class OrdersCheckIT extends HealthCheckContract {
 *     private static OrdersServer server;
 *
 *     protected HealthCheck newCheck() { return OrdersCheck.of(server.address(), "user", "a-secret"); }
 *     protected void freeze() { server.signal("STOP"); }
 *     protected void thaw() { server.signal("CONT"); }
 *     protected void kill() { server.signal("KILL"); }
 *     protected void restart() { server.start(); }
 *     protected Set<String> secrets() { return Set.of("a-secret"); }
 * }
 * }</pre>
 *
 * <p>Not thread-safe: its tests must not run side by side.
 */
public abstract class HealthCheckContract {
    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration MENDING = Duration.ofSeconds(20);

    private static final int CALLERS = 20;

    private boolean frozen;
    private boolean gone;

    /** For subclasses. */
    protected HealthCheckContract() {}

    /**
     * Makes a check of the target that has never run.
     *
     * @return the check under test; what it needs is closed by the subclass
     * @throws Exception if it cannot be made
     */
    protected abstract HealthCheck newCheck() throws Exception;

    /** Makes the target hang: connections stay open and nothing answers, as after SIGSTOP. */
    protected abstract void freeze();

    /** Lets the target that was frozen go on. */
    protected abstract void thaw();

    /** Ends the target without a goodbye, as with SIGKILL, frozen or not: its port refuses connections. */
    protected abstract void kill();

    /** Starts the target again at the same address and waits until it answers. */
    protected abstract void restart();

    /**
     * The credentials that the check works with.
     *
     * @return texts that must never be shown; random ones, so that they are not found by chance
     */
    protected abstract Set<String> secrets();

    /**
     * The time that a run gets while the target is frozen.
     *
     * @return 1 s unless overridden; less than 10 s
     */
    protected Duration timeout() {
        return Duration.ofSeconds(1);
    }

    /**
     * The reasons that fit a target that is gone.
     *
     * @return unless overridden, those of a connection that is refused, lost or does not come about
     */
    protected Set<FailureReason> reasonsWhenGone() {
        return EnumSet.of(FailureReason.CONNECT_REFUSED, FailureReason.CONNECTION_LOST, FailureReason.CONNECT_TIMEOUT);
    }

    /**
     * The reasons that fit a target that hangs.
     *
     * @return unless overridden, those of an answer that does not come in time
     */
    protected Set<FailureReason> reasonsWhenFrozen() {
        return EnumSet.of(FailureReason.TIMEOUT, FailureReason.STUCK, FailureReason.CONNECT_TIMEOUT);
    }

    /**
     * Whether a run ends as soon as its thread is interrupted. Where a driver ignores interruption, it has to end when
     * the time it was given is over.
     *
     * @return true unless overridden
     */
    protected boolean endsWhenInterrupted() {
        return true;
    }

    /**
     * Makes a check of a target that throws, where such a target can be made.
     *
     * @param thrown an exception or an {@link Error}
     * @return empty unless overridden: what the target does is then not tested
     */
    protected Optional<HealthCheck> checkOfTargetThatThrows(Throwable thrown) {
        return Optional.empty();
    }

    /**
     * Makes a check of a target that answers with null, where such a target can be made.
     *
     * @return empty unless overridden: what the target does is then not tested
     */
    protected Optional<HealthCheck> checkOfTargetThatAnswersNull() {
        return Optional.empty();
    }

    @AfterEach
    final void mend() {
        if (frozen) {
            thaw();
            frozen = false;
        }
        if (gone) {
            restart();
            gone = false;
        }
    }

    private void freezeTarget() {
        frozen = true;
        freeze();
    }

    private void killTarget() {
        gone = true;
        frozen = false;
        kill();
    }

    @Test
    void upWhenTheTargetAnswers() throws Exception {
        HealthResult result = Probe.run(newCheck(), MENDING);
        assertEquals(HealthStatus.UP, result.status(), result::toString);
    }

    @Test
    void tellsThatItIsExternal() throws Exception {
        assertTrue(newCheck().external(), "external: false (expected: true, since it asks another process)");
    }

    @Test
    void downWithAFittingReasonWhenTheTargetGoes() throws Exception {
        HealthCheck check = usedCheck();
        killTarget();
        assertDown(Probe.run(check, MENDING), reasonsWhenGone());
        assertDown(Probe.run(check, MENDING), reasonsWhenGone());
    }

    @Test
    void downWithAFittingReasonWhenTheTargetWasNeverThere() throws Exception {
        killTarget();
        assertDown(Probe.run(newCheck(), MENDING), reasonsWhenGone());
    }

    @Test
    void answersInTimeAgainAndAgainWhileTheTargetIsFrozen() throws Exception {
        try (HealthRegistry health = Probe.registry(usedCheck(), timeout())) {
            assertEquals(HealthStatus.UP, Probe.check(health).status());
            freezeTarget();
            for (int round = 0; round < 3; round++) {
                assertDownInTime(health);
            }
        }
    }

    @Test
    void answersInTimeWhenTheTargetIsFrozenFromTheStart() throws Exception {
        freezeTarget();
        try (HealthRegistry health = Probe.registry(newCheck(), timeout())) {
            assertDownInTime(health);
        }
    }

    @Test
    void holdsOneThreadHoweverManyAskAtOnce() throws Exception {
        WatchedCheck check = new WatchedCheck(usedCheck());
        try (HealthRegistry health = Probe.registry(check, timeout())) {
            freezeTarget();
            Duration slowest = Burst.of(CALLERS, () -> Probe.check(health), check::look);
            assertTrue(slowest.compareTo(limit()) <= 0, () -> "slowest: " + slowest + " (expected: at most " + limit());
            assertEquals(1, check.mostAtOnce(), "runs at the same time");
            assertTrue(check.mostThreads() <= 1, () -> "threads inside the check: " + check.mostThreads());
        }
    }

    @Test
    void threadsDoNotPileUpWhileTheTargetIsFrozen() throws Exception {
        WatchedCheck check = new WatchedCheck(usedCheck());
        try (HealthRegistry health = Probe.registry(check, Duration.ofMillis(200))) {
            freezeTarget();
            Probe.awaitRuns(health, check, 3);
            int before = Thread.getAllStackTraces().size();
            Probe.awaitRuns(health, check, 10);
            int after = Thread.getAllStackTraces().size();
            // A client may still bring up its own bounded pool of threads; one for each run must show.
            assertTrue(after - before < 5, () -> "threads: " + before + " before 10 runs, " + after + " after");
        }
    }

    @Test
    void recoversWhenTheTargetThaws() throws Exception {
        try (HealthRegistry health = Probe.registry(usedCheck(), timeout())) {
            freezeTarget();
            assertDownInTime(health);
            mend();
            Probe.awaitUp(health, MENDING);
        }
    }

    @Test
    void recoversWhenTheTargetIsRestarted() throws Exception {
        try (HealthRegistry health = Probe.registry(usedCheck(), timeout())) {
            killTarget();
            assertDownInTime(health);
            mend();
            Probe.awaitUp(health, MENDING);
        }
    }

    @Test
    void anInterruptedRunEndsAndTheNextOneWorks() throws Exception {
        HealthCheck check = usedCheck();
        freezeTarget();
        Duration given = endsWhenInterrupted() ? timeout().multipliedBy(5) : timeout();
        Duration bound = endsWhenInterrupted() ? timeout() : timeout().plusSeconds(1);
        Probe.Interrupted run = Probe.interrupt(check, given, bound);
        assertTrue(run.ended(), () -> "an interrupted run still runs after " + bound);
        run.result().ifPresent(result -> assertNotEquals(HealthStatus.UP, result.status()));
        mend();
        try (HealthRegistry health = Probe.registry(check, timeout())) {
            Probe.awaitUp(health, MENDING);
        }
    }

    @Test
    void noTextShowsASecret() throws Exception {
        HealthCheck check = usedCheck();
        assertNoSecret(check.toString());
        assertNoSecretIn(Probe.run(check, MENDING));
        freezeTarget();
        assertNoSecretIn(Probe.run(check, timeout()));
        killTarget();
        assertNoSecretIn(Probe.run(check, MENDING));
        assertNoSecretIn(Probe.run(newCheck(), MENDING));
    }

    @Test
    void aTargetThatThrowsIsDownAndAskedAgain() throws Exception {
        String secret = secrets().stream().findFirst().orElse("none");
        String text = "cannot open scheme://user:" + secret + "@host/?password=" + secret;
        for (Throwable thrown : List.of(new IllegalStateException(text), new AssertionError(text))) {
            assertDownAndAskedAgain(checkOfTargetThatThrows(thrown));
        }
    }

    @Test
    void aTargetThatAnswersNullIsDownAndAskedAgain() throws Exception {
        assertDownAndAskedAgain(checkOfTargetThatAnswersNull());
    }

    private void assertDownAndAskedAgain(Optional<HealthCheck> check) throws InterruptedException {
        Assumptions.assumeTrue(check.isPresent(), "the subclass makes no target that misbehaves");
        WatchedCheck watched = new WatchedCheck(check.orElseThrow());
        try (HealthRegistry health = Probe.registry(watched, timeout())) {
            for (int round = 1; round <= 2; round++) {
                // A run that timed out may not have left the check yet, and the next one begins only then.
                Probe.awaitRuns(health, watched, 1);
                assertTrue(watched.runs() >= round, () -> "runs: " + watched.runs() + " (expected: one more)");
                CheckState state = Probe.check(health);
                assertEquals(HealthStatus.DOWN, state.status(), state::toString);
                assertNoSecretIn(state.result().orElseThrow());
            }
        }
    }

    /** A check that has been UP, with all that it opens and loads for that. */
    private HealthCheck usedCheck() throws Exception {
        HealthCheck check = newCheck();
        HealthResult result = Probe.run(check, MENDING);
        assertEquals(HealthStatus.UP, result.status(), result::toString);
        return check;
    }

    private Duration limit() {
        return timeout().plus(GRACE);
    }

    private void assertDownInTime(HealthRegistry health) {
        long before = System.nanoTime();
        CheckState state = Probe.check(health);
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(took.compareTo(limit()) <= 0, () -> "check(): " + took + " (expected: at most " + limit() + ")");
        Set<FailureReason> fitting = EnumSet.copyOf(reasonsWhenGone());
        fitting.addAll(reasonsWhenFrozen());
        assertDown(state.result().orElseThrow(), fitting);
        assertEquals(HealthStatus.DOWN, state.status(), state::toString);
        assertFalse(state.pending(), "pending: true (expected: a result of this run)");
    }

    private static void assertDown(HealthResult result, Set<FailureReason> fitting) {
        assertEquals(HealthStatus.DOWN, result.status(), result::toString);
        FailureReason reason = result.reason().orElseThrow();
        assertTrue(fitting.contains(reason), () -> "reason: " + result + " (expected: one of " + fitting + ")");
    }

    private void assertNoSecretIn(HealthResult result) {
        assertNoSecret(result.toString());
        assertNoSecret(result.message());
        assertNoSecret(result.details().toString());
        result.cause()
                .ifPresent(cause -> assertNoSecret(HealthResult.down(cause).message()));
    }

    private void assertNoSecret(String text) {
        for (String secret : secrets()) {
            assertFalse(text.contains(secret), () -> "shows a secret: " + text);
        }
    }
}
