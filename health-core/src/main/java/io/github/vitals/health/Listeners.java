package io.github.vitals.health;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Those who listen, each behind a mailbox of its own, so that none can hold up the engine or another. */
final class Listeners {
    private static final Logger log = LoggerFactory.getLogger(HealthListener.class);
    static final int MAILBOX_LIMIT = 10_000;

    private final Runner runner;
    private final List<Mailbox> mailboxes = new CopyOnWriteArrayList<>();
    private volatile boolean someHearRuns;

    /** Something was posted that should not wait. */
    private volatile boolean urgent;

    private record Added(CheckState state) implements Consumer<HealthListener> {
        @Override
        public void accept(HealthListener listener) {
            listener.onAdded(state);
        }
    }

    private record Removed(CheckState state) implements Consumer<HealthListener> {
        @Override
        public void accept(HealthListener listener) {
            listener.onRemoved(state);
        }
    }

    private record Changed(HealthTransition transition) implements Consumer<HealthListener> {
        @Override
        public void accept(HealthListener listener) {
            listener.onTransition(transition);
        }
    }

    private record Reminded(CheckState state) implements Consumer<HealthListener> {
        @Override
        public void accept(HealthListener listener) {
            listener.onReminder(state);
        }
    }

    private record Happened(HealthLifecycle event) implements Consumer<HealthListener> {
        @Override
        public void accept(HealthListener listener) {
            listener.onLifecycle(event);
        }
    }

    Listeners(Runner runner) {
        this.runner = runner;
    }

    /** Called under the engine's lock, as are all the others that post. */
    void add(HealthListener listener, CheckSlot[] present) {
        Mailbox mailbox = new Mailbox(listener);
        mailboxes.add(mailbox);
        someHearRuns |= mailbox.hearsRuns;
        for (CheckSlot slot : present) {
            CheckState state = slot.state();
            mailbox.post(new Added(state));
        }
    }

    void remove(HealthListener listener) {
        mailboxes.removeIf(mailbox -> mailbox.listener == listener);
    }

    void changed(HealthTransition transition) {
        post(new Changed(transition));
    }

    /** A run happens often: it is the state itself that is posted, and delivered when a worker has time. */
    void ran(CheckState state) {
        if (someHearRuns) {
            for (Mailbox mailbox : mailboxes) {
                if (mailbox.hearsRuns) {
                    mailbox.post(state);
                }
            }
        }
    }

    void reminded(CheckState state) {
        post(new Reminded(state));
    }

    void happened(HealthLifecycle event) {
        post(new Happened(event));
    }

    void added(CheckState state) {
        post(new Added(state));
    }

    void removed(CheckState state) {
        post(new Removed(state));
    }

    private void post(Consumer<HealthListener> event) {
        for (Mailbox mailbox : mailboxes) {
            mailbox.post(event);
            urgent = true;
        }
    }

    /** Delivers on a thread of the runner if more than runs has been posted; called outside every lock. */
    void deliverUrgent() {
        if (urgent) {
            urgent = false;
            deliver();
        }
    }

    /** Delivers what was posted, on a thread of the runner; called outside every lock. */
    void deliver() {
        for (Mailbox mailbox : mailboxes) {
            if (mailbox.claim()) {
                runner.submit(mailbox);
            }
        }
    }

    /** Delivers what was posted on this thread, which is a worker with nothing else to do. */
    void deliverHere() {
        for (Mailbox mailbox : mailboxes) {
            if (mailbox.claim()) {
                mailbox.run();
            }
        }
    }

    private static final class Mailbox implements Runnable {
        private final HealthListener listener;
        private final boolean hearsRuns;

        /** What is to be told: a {@code Consumer<HealthListener>}, or the {@link CheckState} after a run. */
        private final Deque<Object> events = new ArrayDeque<>();

        private boolean busy;
        private long dropped;

        Mailbox(HealthListener listener) {
            this.listener = listener;
            this.hearsRuns = overridesOnRun(listener);
        }

        /** A run happens far more often than a change: who does not listen to runs costs nothing. */
        private static boolean overridesOnRun(HealthListener listener) {
            try {
                return listener.getClass().getMethod("onRun", CheckState.class).getDeclaringClass()
                        != HealthListener.class;
            } catch (NoSuchMethodException | SecurityException unknown) {
                return true;
            }
        }

        synchronized void post(Object event) {
            if (events.size() < MAILBOX_LIMIT) {
                events.add(event);
            } else {
                dropped++;
            }
        }

        synchronized boolean claim() {
            if (busy || events.isEmpty()) {
                return false;
            }
            busy = true;
            return true;
        }

        private synchronized @Nullable Object next() {
            Object event = events.poll();
            busy = event != null;
            return event;
        }

        private synchronized long takeDropped() {
            long count = dropped;
            dropped = 0;
            return count;
        }

        @Override
        public void run() {
            for (Object event = next(); event != null; event = next()) {
                deliver(event);
                long lost = takeDropped();
                if (lost > 0) {
                    log.atError()
                            .addKeyValue("listener", listener.getClass().getName())
                            .addKeyValue("dropped", lost)
                            .log("Health events dropped: the listener was too slow");
                }
            }
        }

        @SuppressWarnings({"CatchingUnchecked", "unchecked"}) // containment: what a listener throws is logged
        private void deliver(Object event) {
            try {
                if (event instanceof CheckState state) {
                    listener.onRun(state);
                } else {
                    ((Consumer<HealthListener>) event).accept(listener);
                }
            } catch (Throwable thrown) {
                log.atError()
                        .addKeyValue("listener", listener.getClass().getName())
                        .setCause(thrown)
                        .log("Health listener failed");
            }
        }
    }
}
