package io.github.vitals.health.history;

import io.github.vitals.health.HealthTransition;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A store that remembers as a database would, and refuses when it is told to. */
final class RememberedStore implements HistoryStore {
    private final Map<String, HistoryBatch.Bucket> buckets = new TreeMap<>();
    private final Map<Long, HealthTransition> transitions = new TreeMap<>();
    private List<InstanceHealth.State> states = List.of();
    private boolean down;
    private boolean closed;
    private int writes;
    private HistoryOrigin writer = new HistoryOrigin("nobody", "nobody");

    void down(boolean down) {
        this.down = down;
    }

    int writes() {
        return writes;
    }

    boolean closed() {
        return closed;
    }

    List<HistoryBatch.Bucket> buckets() {
        return new ArrayList<>(buckets.values());
    }

    List<HealthTransition> transitions() {
        return new ArrayList<>(transitions.values());
    }

    private void requireUp() {
        if (down) {
            throw new IllegalStateException("the store is down, password=hunter2");
        }
    }

    @Override
    public void write(HistoryOrigin origin, HistoryBatch batch) {
        requireUp();
        writer = origin;
        writes++;
        for (HistoryBatch.Bucket each : batch.buckets()) {
            String key = String.format(
                    "%s %s %s %015d",
                    each.key().subject(),
                    each.key().name(),
                    each.tier(),
                    each.bucket().startMillis());
            buckets.put(key, each);
        }
        batch.transitions().forEach(each -> transitions.put(each.number(), each.transition()));
        states = batch.states().isEmpty() ? states : batch.states();
    }

    @Override
    public void read(HistoryOrigin origin, Map<HistoryTier, Instant> since, int most, Reader reader) {
        requireUp();
        buckets.values().stream()
                .filter(each -> !each.bucket().start().isBefore(since.get(each.tier())))
                .forEach(reader::bucket);
        transitions.forEach(reader::transition);
    }

    @Override
    public List<InstanceHealth> instances(String service) {
        requireUp();
        return List.of(new InstanceHealth(writer.instance(), Instant.EPOCH, Instant.EPOCH, states));
    }

    @Override
    public void prune(HistoryOrigin origin, Map<HistoryTier, Instant> before, Instant transitionsBefore) {
        requireUp();
    }

    @Override
    public void close() {
        closed = true;
    }
}
