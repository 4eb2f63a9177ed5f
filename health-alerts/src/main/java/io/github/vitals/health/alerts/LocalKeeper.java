package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.shared.RecordStore;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
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
    private final Outbox outbox;
    private final Desk desk;
    private final SightingRecords seen;
    private String trouble = "";

    /** {@code kept} is what the store had. */
    LocalKeeper(RecordStore store, Outbox outbox, Desk desk, String instance) {
        this.store = store;
        this.outbox = outbox;
        this.desk = desk;
        this.seen = new SightingRecords(instance);
    }

    /** Reads what is kept, and gives what fired as this instance saw it. */
    Map<String, Sighting> load(Instant now) throws Exception {
        Map<String, String> kept = store.read(SPACE);
        Map<String, Fields> readable = new LinkedHashMap<>();
        kept.forEach((name, text) -> readable.put(name, Fields.parse(text)));
        outbox.records.load(kept);
        outbox.load(readable, now);
        desk.load(readable);
        return seen.read(readable);
    }

    @Override
    public Map<String, Sighting> exchange(Map<String, Sighting> own, Instant now) {
        seen.changes(own).forEach((name, fields) -> fields.ifPresentOrElse(
                there -> outbox.records.put(name, there), () -> outbox.records.delete(name)));
        return own;
    }

    @Override
    @SuppressWarnings("CatchingUnchecked") // containment
    public void save(Instant now) {
        Map<String, Optional<String>> changes = outbox.records.changes();
        if (changes.isEmpty()) {
            return;
        }
        try {
            store.write(SPACE, changes);
            outbox.records.written(changes);
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
        return desk;
    }

    @Override
    public Outbox outbox() {
        return outbox;
    }

    @Override
    public boolean maySend(Duration atMost, Instant now) {
        return true;
    }

    @Override
    public void request(Request request, Instant now) {
        request.on(desk, now);
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
