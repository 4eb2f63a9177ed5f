package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.shared.RecordStore;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps everything for this instance alone, which acts on it always. Where it cannot be written, it is sent all the same:
 * somebody who is told twice is better off than somebody who is not told.
 */
final class LocalKeeper implements Keeper {
    private static final Logger log = LoggerFactory.getLogger(HealthAlerts.class);
    static final String SPACE = "alerts";

    private final RecordStore store;
    private final Bureau bureau;
    private final SightingRecords seen;
    private String trouble = "";

    /** {@code kept} is what the store has of what this instance saw. */
    LocalKeeper(RecordStore store, Bureau bureau, String instance, Map<String, Sighting> kept) {
        this.store = store;
        this.bureau = bureau;
        this.seen = new SightingRecords(instance);
        this.seen.continueFrom(kept);
    }

    @Override
    public void meet(Instant now) {}

    @Override
    public boolean acts() {
        return true;
    }

    @Override
    public Map<String, Sighting> exchange(Map<String, Sighting> own, Instant now) {
        seen.changes(own)
                .forEach((name, fields) -> fields.ifPresentOrElse(
                        there -> bureau.outbox().records.put(name, there),
                        () -> bureau.outbox().records.delete(name)));
        return own;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // containment
    public void save(Instant now) {
        Map<String, Optional<String>> changes = bureau.outbox().records.changes();
        if (changes.isEmpty()) {
            return;
        }
        try {
            store.write(SPACE, changes);
            bureau.outbox().records.written(changes);
            if (!trouble.isEmpty()) {
                log.atInfo().log("Alerts can be kept again");
            }
            trouble = "";
        } catch (Throwable failure) {
            String why = HealthResult.down(failure).message();
            if (trouble.isEmpty()) {
                log.atError()
                        .addKeyValue("failure", why)
                        .log("Alerts cannot be kept; they are sent, but a process that ends now forgets them");
            }
            trouble = why;
        }
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
        return true;
    }

    @Override
    public void sending(Message message, Instant now) {}

    @Override
    public void request(Request request, Instant now) {
        request.on(bureau.desk(), now);
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public void close() {
        store.close();
    }
}
