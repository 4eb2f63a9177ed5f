package io.github.vitals.health.alerts;

import io.github.vitals.health.shared.Lease;
import io.github.vitals.health.shared.LeaseLostException;
import io.github.vitals.health.shared.SharedStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What several instances in one process share, with a clock in hand; each reaches it over a line that can be cut. */
final class SharedMemory {
    private final Map<String, Map<String, String>> spaces = new HashMap<>();
    private final Supplier<Instant> clock;
    private String holder = "";
    private long token;
    private Instant until = Instant.MIN;
    volatile boolean down;

    SharedMemory(Supplier<Instant> clock) {
        this.clock = clock;
    }

    Line line() {
        return new Line();
    }

    Map<String, String> space(String space) {
        return spaces.computeIfAbsent(space, name -> new TreeMap<>());
    }

    final class Line implements SharedStore {
        volatile boolean cut;

        private void require() throws IOException {
            if (cut || down) {
                throw new IOException("no answer");
            }
        }

        @Override
        public Optional<Lease> lease(String name, String asking, Duration time) throws IOException {
            require();
            synchronized (SharedMemory.this) {
                boolean free = !clock.get().isBefore(until);
                if (!free && !holder.equals(asking)) {
                    return Optional.empty();
                }
                token += free ? 1 : 0;
                holder = asking;
                until = clock.get().plus(time);
                return Optional.of(new Lease(name, asking, token));
            }
        }

        @Override
        public void release(Lease lease) throws IOException {
            require();
            until = lease.token() == token ? Instant.MIN : until;
        }

        @Override
        public Map<String, String> read(String space) throws IOException {
            require();
            synchronized (SharedMemory.this) {
                return new TreeMap<>(space(space));
            }
        }

        @Override
        public void write(String space, Map<String, Optional<String>> changes) throws IOException {
            require();
            synchronized (SharedMemory.this) {
                changes.forEach((key, text) -> text.ifPresentOrElse(
                        there -> space(space).put(key, there),
                        () -> space(space).remove(key)));
            }
        }

        @Override
        public void write(Lease lease, String space, Map<String, Optional<String>> changes)
                throws IOException, LeaseLostException {
            require();
            if (lease.token() != token) {
                throw new LeaseLostException(lease);
            }
            write(space, changes);
        }

        @Override
        public void close() {}
    }
}
