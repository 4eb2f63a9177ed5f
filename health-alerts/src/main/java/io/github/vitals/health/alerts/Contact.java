package io.github.vitals.health.alerts;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Whether a store can be reached. While it cannot, somebody else tries, on a thread that is there as long, so that nothing
 * waits for it.
 */
final class Contact implements AutoCloseable {
    private final Duration period;
    private @Nullable ScheduledExecutorService trying;
    private volatile boolean found;
    private String why = "";

    /** {@code period} is how long after an answer that did not come it is asked again. */
    Contact(Duration period) {
        this.period = period;
    }

    boolean lost() {
        return trying != null;
    }

    /** Whether it has answered since it was lost. */
    boolean found() {
        return found;
    }

    String why() {
        return why;
    }

    /** {@code question} is asked again and again until it is answered. */
    void lose(String why, Callable<?> question) {
        this.why = why;
        found = false;
        if (trying == null) {
            ScheduledExecutorService fresh = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "vitals-alerts-store");
                thread.setDaemon(true);
                return thread;
            });
            long millis = period.toMillis();
            Future<?> unused = fresh.scheduleWithFixedDelay(() -> ask(question), millis, millis, TimeUnit.MILLISECONDS);
            trying = fresh;
        }
    }

    @SuppressWarnings("CatchingUnchecked") // containment: whatever it throws is no answer
    private void ask(Callable<?> question) {
        if (!found) {
            try {
                Object unused = question.call();
                found = true;
            } catch (Throwable still) {
                found = false;
            }
        }
    }

    void works() {
        close();
        found = false;
        why = "";
    }

    @Override
    public void close() {
        if (trying != null) {
            trying.shutdownNow();
            trying = null;
        }
    }
}
