package io.github.vitals.health.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vitals.health.shared.Lease;
import io.github.vitals.health.shared.LeaseLostException;
import io.github.vitals.health.shared.SharedStore;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/**
 * What every {@link SharedStore} keeps whose server is another process, as a JUnit test to inherit: all of {@link
 * SharedStoreContract}, and that each call ends in time when the server is frozen or killed, and works again after that.
 * Each test begins and ends with a server that answers.
 *
 * <p>Not thread-safe: its tests must not run side by side.
 */
public abstract class SharedStoreFaultsContract extends SharedStoreContract {
    private boolean frozen;
    private boolean gone;

    /** For subclasses. */
    protected SharedStoreFaultsContract() {}

    /** Makes the server hang: connections stay open and nothing answers, as after SIGSTOP. */
    protected abstract void freeze();

    /** Lets the server that was frozen go on. */
    protected abstract void thaw();

    /** Ends the server without a goodbye, as with SIGKILL, frozen or not: its port refuses connections. */
    protected abstract void kill();

    /** Starts the server again at the same address and waits until it answers. */
    protected abstract void restart();

    /**
     * How long a call may take while the server does not answer.
     *
     * @return more than the timeout of the stores that {@link #newStore()} makes
     */
    protected abstract Duration longest();

    /**
     * Whether the server that was killed has all that was written before.
     *
     * @return true unless overridden
     */
    protected boolean durable() {
        return true;
    }

    /**
     * The credentials that the stores work with.
     *
     * @return texts that no failure must show; random ones, so that they are not found by chance
     */
    protected abstract Set<String> secrets();

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

    private void freezeServer() {
        frozen = true;
        freeze();
    }

    private void killServer() {
        gone = true;
        frozen = false;
        kill();
    }

    @Test
    void frozenCallsFailInTimeAndLaterWork() throws Exception {
        SharedStore store = store();
        Lease lease = store.lease(name, "me", LONG).orElseThrow();
        store.write(lease, space, put("a", "1"));
        freezeServer();
        for (Executable call : calls(store, lease).subList(0, 3)) {
            assertFailsInTime(call);
        }
        mend();
        assertWorks(store);
        assertWorks(store());
    }

    @Test
    void frozenFromTheStartItFailsInTimeAndLaterWorks() throws Exception {
        SharedStore store = store();
        freezeServer();
        assertFailsInTime(() -> store.lease(name, "me", LONG));
        assertFailsInTime(() -> store.read(space));
        mend();
        assertWorks(store);
    }

    @Test
    void killedEveryCallFailsInTimeAndLaterWorks() throws Exception {
        SharedStore store = store();
        Lease lease = store.lease(name, "me", LONG).orElseThrow();
        store.write(lease, space, put("a", "1"));
        killServer();
        for (Executable call : calls(store, lease)) {
            assertFailsInTime(call);
        }
        mend();
        assertWorks(store);
        assertEquals(
                durable() ? Optional.of("1") : Optional.empty(),
                Optional.ofNullable(store.read(space).get("a")));
        assertAfterTheLoss(store, lease);
    }

    /** Whatever was lost with the server, a lease from before it does not serve beside one from after it. */
    private void assertAfterTheLoss(SharedStore store, Lease before) throws Exception {
        Optional<Lease> after = store.lease(name, "another", LONG);
        assertEquals(!durable(), after.isPresent());
        if (after.isPresent()) {
            assertTrue(after.get().token() > before.token(), () -> "token: " + after + " after " + before);
            assertThrows(LeaseLostException.class, () -> store.write(before, space, put("a", "2")));
        }
    }

    @Test
    void killedBeforeItsFirstCallItWorksLater() throws Exception {
        SharedStore store = store();
        killServer();
        assertFailsInTime(() -> store.lease(name, "me", LONG));
        mend();
        assertWorks(store);
    }

    private List<Executable> calls(SharedStore store, Lease lease) {
        return List.of(
                () -> store.write(lease, space, put("b", "late")),
                () -> store.lease(name, "me", LONG),
                () -> store.read(space),
                () -> store.write(space, put("b", "late")),
                () -> store.release(new Lease(name, "nobody", lease.token())));
    }

    private void assertFailsInTime(Executable call) {
        long before = System.nanoTime();
        Exception failure = assertThrows(Exception.class, call);
        Duration took = Duration.ofNanos(System.nanoTime() - before);
        assertTrue(took.compareTo(longest()) <= 0, () -> "call: " + took + " (expected: at most " + longest() + ")");
        assertFalse(failure instanceof LeaseLostException, failure::toString);
        StringWriter printed = new StringWriter();
        failure.printStackTrace(new PrintWriter(printed));
        for (String secret : secrets()) {
            assertFalse(printed.toString().contains(secret), () -> "shows a secret: " + printed);
        }
    }

    private void assertWorks(SharedStore store) throws Exception {
        String fresh = space + " afterwards";
        Races.until(() -> {
            try {
                store.write(fresh, put("a", "2"));
                return Optional.of(true);
            } catch (Exception notYet) {
                return Optional.empty();
            }
        });
        assertEquals(Map.of("a", "2"), store.read(fresh));
        assertTrue(store.lease(fresh, "me", LONG).isPresent());
    }
}
