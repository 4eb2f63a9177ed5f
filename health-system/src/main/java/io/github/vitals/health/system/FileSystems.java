package io.github.vitals.health.system;

import java.io.IOException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What file systems hold, read one after another in rounds, on a thread of their own. One that hangs keeps the thread that
 * is at it and gets no second one: the next round goes on without it, on another thread, until it comes back. Thread-safe.
 */
final class FileSystems implements Figures<Map<String, FileSystemState>> {
    /** One that takes longer is left behind. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** Where a thread is while it finds out which there are; otherwise it is at a mountpoint. */
    private static final String LIST = "";

    /** Where it is while all of them are asked for their inodes. */
    private static final String INODES = "inodes";

    private final Mounts mounts;
    private final LongSupplier ticker;
    private final Executor threads;
    private final Runnable afterRound;
    private final Map<String, FileSystemState> states = new ConcurrentHashMap<>();
    private final Set<String> awaited = new HashSet<>();
    private @Nullable Round round;

    /** What is asked; any of it may hang. */
    interface Mounts {
        /** Which there are. */
        List<Machine.Mount> list() throws IOException;

        /** Inodes of all of them. */
        void readInodes();

        /** What one of them holds. */
        Machine.FileSystem read(Machine.Mount mount) throws IOException;
    }

    /** There must be a thread more than file systems may hang at once. */
    FileSystems(Mounts mounts, LongSupplier ticker, Executor threads, Runnable afterRound) {
        this.mounts = mounts;
        this.ticker = ticker;
        this.threads = threads;
        this.afterRound = afterRound;
    }

    /** By a key for each, which is another one once it has been read. */
    @Override
    public Optional<Map<String, FileSystemState>> now() {
        return Optional.of(states);
    }

    /** Begins a round, unless one is under way that moves. */
    synchronized void look() {
        if (round != null && !round.over) {
            if (ticker.getAsLong() - round.since < PATIENCE.toNanos()) {
                return;
            }
            leave(round);
        }
        if (!awaited.contains(LIST)) {
            begin();
        }
    }

    private void leave(Round stuck) {
        stuck.over = true;
        awaited.add(stuck.place);
        stuck.mount.ifPresent(mount -> {
            FileSystemState unread = new FileSystemState(mount, Optional.empty(), stuck.since);
            if (!states.containsKey(FileSystemState.key(mount))) {
                states.put(unread.key(), unread);
            }
        });
    }

    private void begin() {
        Round next = new Round();
        try {
            threads.execute(next);
            round = next;
        } catch (RejectedExecutionException everyThreadHangs) {
            round = null;
        }
    }

    private List<Machine.Mount> list() throws IOException {
        try {
            return mounts.list();
        } finally {
            back(LIST);
        }
    }

    private void readInodes() {
        try {
            mounts.readInodes();
        } finally {
            back(INODES);
        }
    }

    private void read(Machine.Mount mount) {
        try {
            Machine.FileSystem read = mounts.read(mount);
            FileSystemState state = new FileSystemState(mount, Optional.of(read), ticker.getAsLong());
            states.put(state.key(), state);
            states.remove(state.unreadKey());
        } catch (IOException | RuntimeException unreadable) {
            // As it was, until it is too old.
        } finally {
            back(mount.mountpoint());
        }
    }

    private synchronized void back(String place) {
        awaited.remove(place);
    }

    /** Its fields are guarded by the file systems. */
    private final class Round implements Runnable {
        private String place = LIST;
        private Optional<Machine.Mount> mount = Optional.empty();
        private long since = ticker.getAsLong();
        private boolean over;

        @Override
        public void run() {
            try {
                List<Machine.Mount> mounted = list();
                if (goesTo(INODES, Optional.empty())) {
                    readInodes();
                }
                mounted.stream()
                        .filter(next -> goesTo(next.mountpoint(), Optional.of(next)))
                        .forEach(FileSystems.this::read);
                end(mounted);
            } catch (IOException | RuntimeException unreadable) {
                end(List.of());
            }
            afterRound.run();
        }

        /** Not where another thread is, and nowhere any more when another round has gone on without this one. */
        private boolean goesTo(String next, Optional<Machine.Mount> mounted) {
            synchronized (FileSystems.this) {
                boolean goes = !over && !awaited.contains(next);
                if (goes) {
                    place = next;
                    mount = mounted;
                    since = ticker.getAsLong();
                }
                return goes;
            }
        }

        /** Forgets what is mounted no more. */
        private void end(List<Machine.Mount> mounted) {
            synchronized (FileSystems.this) {
                if (!over && !mounted.isEmpty()) {
                    Set<String> keys =
                            mounted.stream().map(FileSystemState::key).collect(Collectors.toSet());
                    states.values().removeIf(state -> !keys.contains(FileSystemState.key(state.mount())));
                }
                over = true;
            }
        }
    }
}
