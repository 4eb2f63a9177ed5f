package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import io.github.vitals.health.shared.Lease;
import io.github.vitals.health.shared.LeaseLostException;
import io.github.vitals.health.shared.SharedStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what the instances of a service share: one of them, the one with the lease, makes messages of what all see, and
 * sends them. The others tell it what they see.
 *
 * <p>When the store does not answer, that is no reason for silence: the one with the lease goes on at once, the others
 * once its lease must have run out, each by what it sees itself. What an instance did on its own is kept in its file, and
 * put together with what the others did when the store is back. Nothing is lost by that; people may be told twice, under
 * the same key.
 */
final class SharedKeeper implements Keeper {
    private static final Logger log = LoggerFactory.getLogger(HealthAlerts.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration LOOK_ON = Duration.ofSeconds(5);

    private final SharedStore store;
    private final Diary diary;
    private final Bureau.Plan plan;
    private final Duration leaseTime;
    private final LongSupplier ticker;
    private final Consumer<Collection<Sighting>> restore;
    private final String space;
    private final String holder;
    private final Inbox inbox;
    private final Contact contact;

    private volatile Role role = Role.FOLLOWER;
    private Bureau bureau;
    private @Nullable Lease lease;
    private volatile long leaseEnds;
    private Instant leaseAsked = Instant.MIN;
    private Instant looked = Instant.MIN;
    private Instant lostSince;
    private boolean restored;
    private Map<String, String> base = Map.of();
    private Map<String, Sighting> others = Map.of();

    /** Who acts. */
    enum Role {
        /** Another instance does; what is seen here is handed to it. */
        FOLLOWER,
        /** This one does, for all. */
        LEADER,
        /** This one does, for itself, because the store does not answer. */
        ALONE
    }

    SharedKeeper(
            SharedStore store,
            Diary diary,
            Contact contact,
            Bureau.Plan plan,
            String instance,
            Duration leaseTime,
            LongSupplier ticker,
            Consumer<Collection<Sighting>> restore,
            Instant now) {
        this.store = store;
        this.diary = diary;
        this.plan = plan;
        this.leaseTime = leaseTime;
        this.ticker = ticker;
        this.restore = restore;
        this.space = "alerts/" + plan.service();
        this.holder = instance + "/" + UUID.randomUUID();
        this.inbox = new Inbox(store, plan.service(), instance);
        this.contact = contact;
        this.bureau = Bureau.empty(plan);
        this.lostSince = now;
    }

    Role role() {
        return role;
    }

    @Override
    public void meet(Instant now) {
        if (!contact.lost() || contact.found()) {
            withStore(() -> meetOthers(now), now);
        } else if (role == Role.FOLLOWER && !now.isBefore(lostSince.plus(leaseTime))) {
            goAlone();
        }
    }

    @Override
    public Map<String, Sighting> exchange(Map<String, Sighting> own, Instant now) {
        inbox.put(own);
        diary.keep(own);
        Map<String, Sighting> all = new TreeMap<>(others);
        own.forEach((key, sighting) -> all.merge(key, sighting, (theirs, ours) -> ours.with(theirs)));
        return all;
    }

    @Override
    public boolean acts() {
        return role != Role.FOLLOWER;
    }

    /** Something that is done with the store. */
    private interface Work {
        void run() throws Exception;
    }

    @SuppressWarnings("CatchingUnchecked") // containment: a store may throw what it likes
    private void withStore(Work work, Instant now) {
        try {
            work.run();
            if (contact.lost()) {
                log.atInfo().log("Alerts are shared again");
            }
            contact.works();
        } catch (LeaseLostException another) {
            follow(now);
        } catch (Throwable failure) {
            lose(failure, now);
        }
    }

    /**
     * One whose lease has run out, because it stood still, is not the one to go on at once. It waits as the others do, from
     * now on: that it has not heard of them for so long says nothing about them.
     */
    private void lose(Throwable failure, Instant now) {
        String why = HealthResult.down(failure).message();
        if (!contact.lost()) {
            lostSince = now;
            log.atWarn()
                    .addKeyValue("failure", why)
                    .log("Alerts cannot be shared; those that this instance sees are sent all the same");
        }
        contact.lose(why, () -> store.read(space));
        if (role == Role.LEADER) {
            if (leaseEnds - ticker.getAsLong() > 0) {
                goAlone();
            } else {
                follow(now);
            }
        }
    }

    private void meetOthers(Instant now) throws Exception {
        if (!restored) {
            restore.accept(inbox.own(inbox.read()).values());
            restored = true;
        }
        if (!now.isBefore(leaseAsked.plus(leaseTime.dividedBy(4))) || contact.lost()) {
            leaseAsked = now;
            askForLease(now);
        }
        Duration every = role == Role.LEADER ? LOOK : LOOK_ON;
        if (!now.isBefore(looked.plus(every))) {
            looked = now;
            look(now);
        }
    }

    private void askForLease(Instant now) throws Exception {
        long asked = ticker.getAsLong();
        Optional<Lease> answer = store.lease(space, holder, leaseTime);
        if (answer.isEmpty()) {
            if (role != Role.FOLLOWER) {
                follow(now);
            }
            handIn();
            return;
        }
        boolean another = lease == null || lease.token() != answer.get().token();
        lease = answer.get();
        leaseEnds = asked + leaseTime.toNanos();
        if (role != Role.LEADER || another) {
            lead(now);
        }
    }

    private void lead(Instant now) throws Exception {
        others = inbox.content(inbox.read(), now).others();
        Map<String, String> kept = store.read(space);
        Map<String, String> merged = new LinkedHashMap<>(kept);
        diary.changes().forEach(change -> Absence.apply(change, merged));
        reload(kept, merged, now);
        role = Role.LEADER;
        writeFenced();
        forget();
    }

    /** A new desk with what is merged, of which the store has what was kept. */
    private void reload(Map<String, String> kept, Map<String, String> merged, Instant now) {
        bureau = Bureau.of(plan, merged, now).continuing(bureau);
        bureau.outbox().records.differFrom(kept);
    }

    private void follow(Instant now) {
        if (role == Role.LEADER) {
            role = Role.FOLLOWER;
            noteAbsence(now);
        }
        role = Role.FOLLOWER;
        lease = null;
        looked = Instant.MIN;
    }

    /** What was done alone before a restart is in the file, and known to nobody else. */
    private void goAlone() {
        log.atWarn().addKeyValue("failure", contact.why()).log("Alerts are sent by each instance for itself");
        base = bureau.outbox().records.stored();
        if (!diary.changes().isEmpty()) {
            Map<String, String> merged =
                    new LinkedHashMap<>(bureau.outbox().records.all());
            diary.changes().forEach(change -> Absence.apply(change, merged));
            reload(merged, merged, lostSince);
        }
        role = Role.ALONE;
        leaseAsked = Instant.MIN;
    }

    private void look(Instant now) throws Exception {
        Map<String, Fields> all = inbox.read();
        Inbox.Content content = inbox.content(all, now);
        others = content.others();
        if (role != Role.LEADER) {
            bureau = Bureau.of(plan, store.read(space), now).continuing(bureau);
            // What is put in order when it is read is the sender's to write.
            bureau.outbox().records.written(bureau.outbox().records.changes());
            return;
        }
        content.requests().forEach(request -> request.on(bureau.desk(), now));
        if (!content.returns().isEmpty()) {
            Map<String, String> kept = bureau.outbox().records.stored();
            Map<String, String> merged =
                    new LinkedHashMap<>(bureau.outbox().records.all());
            content.returns().values().forEach(change -> Absence.apply(change, merged));
            reload(kept, merged, now);
            writeFenced();
            content.taken().addAll(content.returns().keySet());
        }
        inbox.take(content.taken());
    }

    @Override
    public void save(Instant now) {
        if (role == Role.LEADER) {
            withStore(this::writeFenced, now);
        }
        if (role != Role.LEADER) {
            noteAbsence(now);
        }
        if (!contact.lost()) {
            withStore(() -> inbox.flush(now), now);
        }
    }

    private void writeFenced() throws Exception {
        Map<String, Optional<String>> changes = bureau.outbox().records.changes();
        Lease held = lease;
        if (!changes.isEmpty() && held != null) {
            store.write(held, space, changes);
            bureau.outbox().records.written(changes);
        }
    }

    /** What is done without the lease is noted until it is handed in. */
    private void noteAbsence(Instant now) {
        Map<String, Optional<String>> changes = bureau.outbox().records.changes();
        diary.note(changes, name -> role == Role.FOLLOWER || base.containsKey(name), now);
        bureau.outbox().records.written(changes);
    }

    private void handIn() throws Exception {
        if (!diary.changes().isEmpty()) {
            diary.changes().forEach(inbox::put);
            inbox.flush(leaseAsked);
            forget();
        }
    }

    private void forget() {
        diary.forget();
        base = Map.of();
    }

    @Override
    public Desk desk() {
        return bureau.desk();
    }

    @Override
    public Outbox outbox() {
        return bureau.outbox();
    }

    @Override
    public boolean maySend(Duration atMost) {
        return switch (role) {
            case FOLLOWER -> false;
            case ALONE -> true;
            case LEADER -> leaseEnds - ticker.getAsLong() >= atMost.toNanos();
        };
    }

    /**
     * A beginning that others may have sent too, and closed by now, is noted before it is sent alone: should the process end
     * before it notes that it was taken, the others send it once more, and then its end.
     */
    @Override
    public void sending(Message message, Instant now) {
        if (role == Role.ALONE && message.kind() == Kind.TRIGGER && !diary.has(message.record())) {
            diary.note(Map.of(message.record(), Optional.of(message.fields().json())), name -> false, now);
        }
    }

    @Override
    public void request(Request request, Instant now) {
        if (role == Role.FOLLOWER) {
            inbox.put(request);
        } else {
            request.on(bureau.desk(), now);
        }
    }

    @Override
    public String trouble() {
        return contact.lost() ? "not shared: " + contact.why() : "";
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // containment
    public void close() {
        try {
            Lease held = lease;
            if (held != null && !contact.lost()) {
                store.release(held);
            }
        } catch (Throwable unreachable) {
            log.atDebug().setCause(unreachable).log("The lease is left to run out");
        }
        contact.close();
        store.close();
        diary.close();
    }
}
