package io.github.vitals.health.testkit;

import io.github.vitals.health.shared.Lease;
import io.github.vitals.health.shared.LeaseLostException;
import io.github.vitals.health.shared.RecordLimits;
import io.github.vitals.health.shared.SharedStore;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The contract can be kept: by a store that all in this process share. */
class SharedStoreContractTest extends SharedStoreContract {
    private final Map<String, TreeMap<String, String>> spaces = new HashMap<>();
    private final Map<String, Held> leases = new HashMap<>();

    private record Held(Lease lease, long end) {}

    @Override
    protected SharedStore newStore() {
        return new Guest();
    }

    private final class Guest implements SharedStore {
        @Override
        public Map<String, String> read(String space) {
            synchronized (spaces) {
                return new TreeMap<>(spaces.getOrDefault(RecordLimits.name("space", space), new TreeMap<>()));
            }
        }

        @Override
        public void write(String space, Map<String, Optional<String>> changes) {
            Map<String, Optional<String>> writable = RecordLimits.changes(changes);
            synchronized (spaces) {
                TreeMap<String, String> records =
                        spaces.computeIfAbsent(RecordLimits.name("space", space), each -> new TreeMap<>());
                records.keySet().removeAll(writable.keySet());
                writable.forEach((key, text) -> text.ifPresent(present -> records.put(key, present)));
            }
        }

        @Override
        public Optional<Lease> lease(String name, String holder, Duration time) {
            RecordLimits.name("name", name);
            RecordLimits.name("holder", holder);
            long lasts = RecordLimits.time(time).toNanos();
            synchronized (spaces) {
                Held last = leases.getOrDefault(name, new Held(new Lease(name, "nobody", 0), System.nanoTime()));
                boolean over = last.end() - System.nanoTime() <= 0;
                boolean own = last.lease().holder().equals(holder);
                if (!over && !own) {
                    return Optional.empty();
                }
                Lease lease = own && !over
                        ? last.lease()
                        : new Lease(name, holder, last.lease().token() + 1);
                leases.put(name, new Held(lease, System.nanoTime() + lasts));
                return Optional.of(lease);
            }
        }

        @Override
        public void release(Lease lease) {
            synchronized (spaces) {
                leases.computeIfPresent(
                        lease.name(),
                        (name, held) -> held.lease().equals(lease) ? new Held(lease, System.nanoTime()) : held);
            }
        }

        @Override
        public void write(Lease lease, String space, Map<String, Optional<String>> changes) throws LeaseLostException {
            synchronized (spaces) {
                Held held = leases.get(lease.name());
                if (held == null || !held.lease().equals(lease)) {
                    throw new LeaseLostException(lease);
                }
                write(space, changes);
            }
        }

        @Override
        public void close() {}
    }
}
