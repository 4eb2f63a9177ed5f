package io.github.vitals.health.testkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.vitals.health.shared.Lease;
import io.github.vitals.health.shared.LeaseLostException;
import io.github.vitals.health.shared.RecordLimits;
import io.github.vitals.health.shared.SharedStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link SharedStore} keeps, as a JUnit test to inherit. The names of its spaces and leases are new for each
 * test, so the server behind the stores need not be emptied.
 *
 * <pre>{@code
 * class OurStoreIT extends SharedStoreContract {
 *     protected SharedStore newStore() { return new OurStore(server.address()); }
 * }
 * }</pre>
 *
 * <p>What becomes of a store whose server fails is in {@link SharedStoreFaultsContract}.
 *
 * <p>Not thread-safe: its tests must not run side by side.
 */
public abstract class SharedStoreContract {
    static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(1);

    String space = "";
    String name = "";
    private final List<SharedStore> open = new ArrayList<>();

    /** For subclasses. */
    protected SharedStoreContract() {}

    /**
     * Makes a store as a process of its own would have it, on the server that all of them share.
     *
     * @return the store under test; the contract closes it
     * @throws Exception if it cannot be made
     */
    protected abstract SharedStore newStore() throws Exception;

    final SharedStore store() throws Exception {
        SharedStore store = newStore();
        open.add(store);
        return store;
    }

    @BeforeEach
    final void begin() {
        space = "space of " + UUID.randomUUID();
        name = "lease of " + UUID.randomUUID();
    }

    @AfterEach
    final void close() {
        open.forEach(SharedStore::close);
        open.clear();
    }

    static Map<String, Optional<String>> put(String key, String text) {
        return Map.of(key, Optional.of(text));
    }

    /** One that nobody has renewed for longer than it lasts. */
    private Lease expired(SharedStore store, String holder) throws Exception {
        Lease lease = store.lease(name, holder, SHORT).orElseThrow();
        SharedStore other = store();
        Lease after = Races.until(() -> other.lease(name, "next", LONG));
        assertTrue(after.token() > lease.token(), () -> "token: " + after + " (expected: more than of " + lease + ")");
        return lease;
    }

    @Test
    void aSpaceThatNothingWasWrittenToIsEmpty() throws Exception {
        assertEquals(Map.of(), store().read(space));
    }

    @Test
    void whatIsWrittenIsReadByAllInTheOrderOfTheKeys() throws Exception {
        SharedStore one = store();
        SharedStore two = store();
        one.write(space, Map.of("b", Optional.of("1"), "B", Optional.of("2"), "_", Optional.of("3")));
        two.write(space, Map.of("\u00e4", Optional.of("4"), "a b", Optional.of("5"), "b", Optional.of("6")));
        assertEquals(
                List.of("B", "_", "a b", "b", "\u00e4"),
                List.copyOf(one.read(space).keySet()));
        assertEquals("6", one.read(space).get("b"));
        assertEquals(one.read(space), two.read(space));
        assertEquals(Map.of(), one.read(space + "x"));
    }

    @Test
    void whatIsDeletedIsGoneAndAnEmptyTextIsNot() throws Exception {
        SharedStore store = store();
        store.write(space, Map.of("a", Optional.of("1"), "b", Optional.of("")));
        store.write(space, Map.of("a", Optional.empty(), "never there", Optional.empty(), "c", Optional.of("2")));
        assertEquals(Map.of("b", "", "c", "2"), store.read(space));
        store.write(space, Map.of());
        store.write(space, Map.of("b", Optional.empty(), "c", Optional.empty()));
        assertEquals(Map.of(), store.read(space));
    }

    @Test
    void anyTextWithinTheLimitsComesBack() throws Exception {
        SharedStore store = store();
        String key = "\u20ac".repeat(RecordLimits.LONGEST_NAME);
        for (String text : List.of(
                "x".repeat(RecordLimits.LONGEST_TEXT),
                "\u20ac".repeat(RecordLimits.LONGEST_TEXT),
                "\ud83d\ude00 {\"a\": \"b\\\"\"}\t\n\r\n\\ ' % _ ? $1 {0} \u0001")) {
            store.write(space, put(key, text));
            assertEquals(Map.of(key, text), store.read(space));
            store.write(space, Map.of(key, Optional.empty()));
            store.write(space, put("'\"?$%{}*\\:\t" + key.substring(20), text.substring(text.length() / 2)));
            assertEquals(
                    List.of(text.substring(text.length() / 2)),
                    List.copyOf(store.read(space).values()));
            store.write(space, Map.of("'\"?$%{}*\\:\t" + key.substring(20), Optional.empty()));
        }
        assertEquals(Map.of(), store.read(space));
    }

    @Test
    void whatCanBeWrittenNowhereIsKeptAsTheMarkForIt() throws Exception {
        SharedStore store = store();
        store.write(space, put("a\0", "half \ud83d of it"));
        assertEquals(Map.of("a\ufffd", "half \ufffd of it"), store.read(space));
    }

    @Test
    void whatIsBeyondTheLimitsIsRefusedAndNothingIsWritten() throws Exception {
        SharedStore store = store();
        Lease lease = store.lease(name, "me", LONG).orElseThrow();
        String tooLong = "x".repeat(RecordLimits.LONGEST_NAME + 1);
        Map<String, Optional<String>> large =
                Map.of("a", Optional.of("1"), "b", Optional.of("y".repeat(RecordLimits.LONGEST_TEXT + 1)));
        assertThrows(IllegalArgumentException.class, () -> store.write(space, large));
        assertThrows(IllegalArgumentException.class, () -> store.write(lease, space, large));
        assertThrows(IllegalArgumentException.class, () -> store.write(space, put(tooLong, "1")));
        assertThrows(IllegalArgumentException.class, () -> store.write("", put("a", "1")));
        assertThrows(IllegalArgumentException.class, () -> store.read(tooLong));
        assertThrows(IllegalArgumentException.class, () -> store.lease("", "me", LONG));
        assertThrows(IllegalArgumentException.class, () -> store.lease(name, tooLong, LONG));
        assertThrows(IllegalArgumentException.class, () -> store.lease(name, "me", Duration.ZERO));
        assertEquals(Map.of(), store.read(space));
    }

    @Test
    void nobodyReadsHalfABatch() throws Exception {
        SharedStore writer = store();
        SharedStore reader = store();
        Races.assertWhole(writer, reader, space);
    }

    @Test
    void aLeaseIsOneHoldersUntilItIsGivenBack() throws Exception {
        SharedStore one = store();
        SharedStore two = store();
        Lease first = one.lease(name, "one", LONG).orElseThrow();
        assertEquals(new Lease(name, "one", first.token()), first);
        assertEquals(Optional.empty(), two.lease(name, "two", LONG));
        assertEquals(Optional.of(first), one.lease(name, "one", LONG));
        one.release(first);
        Lease second = two.lease(name, "two", LONG).orElseThrow();
        assertTrue(second.token() > first.token(), second::toString);
        assertEquals(Optional.empty(), one.lease(name, "one", LONG));
    }

    @Test
    void leasesOfOtherNamesDoNotMatter() throws Exception {
        SharedStore store = store();
        assertTrue(store.lease(name, "one", LONG).isPresent());
        assertTrue(store.lease(name + "x", "two", LONG).isPresent());
    }

    @Test
    void aLeaseThatHasRunOutIsTakenByAnotherWithAGreaterToken() throws Exception {
        SharedStore store = store();
        Lease lease = expired(store, "me");
        assertEquals(Optional.empty(), store.lease(name, "me", LONG));
        store.release(lease);
        assertEquals(Optional.empty(), store.lease(name, "me", LONG), "the lease of another stays as it is");
    }

    @Test
    void aRenewedLeaseLastsFromThenOn() throws Exception {
        SharedStore store = store();
        Lease lease = store.lease(name, "me", Duration.ofSeconds(10)).orElseThrow();
        assertEquals(Optional.of(lease), store.lease(name, "me", SHORT));
        SharedStore other = store();
        Lease after = Races.until(() -> other.lease(name, "other", LONG));
        assertTrue(after.token() > lease.token(), after::toString);
    }

    @Test
    void aHolderThatComesBackAfterABreakIsANewOne() throws Exception {
        SharedStore store = store();
        Lease first = store.lease(name, "me", LONG).orElseThrow();
        store.release(first);
        Lease second = store.lease(name, "me", SHORT).orElseThrow();
        assertTrue(second.token() > first.token(), second::toString);
        Lease third = Races.until(() -> store.lease(name, "me", SHORT).filter(lease -> !lease.equals(second)));
        assertTrue(third.token() > second.token(), third::toString);
    }

    @Test
    void aHolderWritesByItsLease() throws Exception {
        SharedStore store = store();
        Lease lease = store.lease(name, "me", LONG).orElseThrow();
        store.write(lease, space, put("a", "1"));
        store.write(lease, space, Map.of("a", Optional.empty(), "b", Optional.of("2")));
        store.write(lease, space, Map.of());
        assertEquals(Map.of("b", "2"), store.read(space));
    }

    @Test
    void aHolderThatSleptPastItsLeaseIsRefusedAndNothingIsWritten() throws Exception {
        SharedStore store = store();
        Lease lease = expired(store, "me");
        LeaseLostException lost =
                assertThrows(LeaseLostException.class, () -> store.write(lease, space, put("a", "1")));
        assertTrue(String.valueOf(lost.getMessage()).contains(name), lost::getMessage);
        assertThrows(LeaseLostException.class, () -> store.write(lease, space, Map.of()));
        assertEquals(Map.of(), store.read(space));
    }

    @Test
    void aLeaseThatRanOutOrWasGivenBackServesUntilAnotherHasTakenIt() throws Exception {
        SharedStore store = store();
        Lease lease = store.lease(name, "me", SHORT).orElseThrow();
        store.write(lease, space, put("a", "1"));
        store.release(lease);
        store.write(lease, space, put("a", "2"));
        assertEquals(Map.of("a", "2"), store.read(space));
        assertTrue(store().lease(name, "other", LONG).isPresent());
        assertThrows(LeaseLostException.class, () -> store.write(lease, space, put("a", "3")));
        assertEquals(Map.of("a", "2"), store.read(space));
    }

    @Test
    void aLeaseThatWasNeverTakenIsRefused() throws Exception {
        SharedStore store = store();
        assertThrows(LeaseLostException.class, () -> store.write(new Lease(name, "me", 1), space, put("a", "1")));
        Lease lease = store.lease(name, "me", LONG).orElseThrow();
        Lease anothers = new Lease(name, "you", lease.token());
        assertThrows(LeaseLostException.class, () -> store.write(anothers, space, put("a", "1")));
        store.release(anothers);
        assertFalse(store().lease(name, "other", LONG).isPresent(), "given back by another than its holder");
        assertEquals(Map.of(), store.read(space));
    }

    @Test
    void ofThoseWhoAskAtOnceOneHasTheLeaseAndTokensGrow() throws Exception {
        Races.assertOneHolder(this::store, name);
    }

    @Test
    void whatHoldersWriteOneAfterTheOtherIsNeverOverwrittenByOneThatLostItsLease() throws Exception {
        Races.assertFenced(this::store, name, space);
    }
}
