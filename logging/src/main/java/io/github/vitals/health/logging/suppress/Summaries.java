package io.github.vitals.health.logging.suppress;

import ch.qos.logback.classic.spi.LoggingEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.KeyValuePair;

/** Tells what was held back at a site, once its window ends: on one thread, which is there only while one is open. */
final class Summaries {
    private static final int LONGEST_TEMPLATE = 1_000;

    private final Duration window;
    private final LongSupplier ticker;
    private final ThreadFactory threads;
    private final Consumer<Throwable> broken;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** All windows are equally long: the first that opened is the first that ends. */
    private final Deque<Open> open = new ArrayDeque<>();

    private @Nullable Thread thread;

    private record Open(Site site, long end) {}

    Summaries(Duration window, LongSupplier ticker, ThreadFactory threads, Consumer<Throwable> broken) {
        this.window = window;
        this.ticker = ticker;
        this.threads = threads;
        this.broken = broken;
    }

    /** The first event was held back at a site. */
    void open(Site site) {
        lock.lock();
        try {
            open.add(new Open(site, ticker.getAsLong() + window.toNanos()));
            if (thread == null) {
                awaken();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Whoever logs must not suffer if there can be no thread now; the next that is held back tries again. */
    private void awaken() {
        try {
            Thread started = threads.newThread(this::run);
            started.start();
            thread = started;
        } catch (RuntimeException | Error noThread) {
            broken.accept(noThread);
        }
    }

    /** Tells of the sites whose windows have ended. */
    void tellEnded() {
        for (Site site = ended(false); site != null; site = ended(false)) {
            tell(site);
        }
    }

    /** Tells of all sites, and lets the thread end. */
    void tellAll() {
        for (Site site = ended(true); site != null; site = ended(true)) {
            tell(site);
        }
    }

    private @Nullable Site ended(boolean all) {
        lock.lock();
        try {
            Open first = open.peek();
            if (first == null || (!all && first.end() - ticker.getAsLong() > 0)) {
                return null;
            }
            open.remove();
            changed.signal();
            return first.site();
        } finally {
            lock.unlock();
        }
    }

    /** Past all filters, so that it is never held back itself. */
    void tell(Site site) {
        String since = site.since().toString();
        long held = site.take();
        if (held == 0) {
            return;
        }
        LoggingEvent event = new LoggingEvent(
                RepeatFilter.class.getName(), site.logger(), site.level(), "Log events were held back", null, null);
        event.setMDCPropertyMap(Map.of());
        event.setKeyValuePairs(pairs(site, held, since));
        try {
            site.logger().callAppenders(event);
        } catch (RuntimeException | Error failure) {
            broken.accept(failure);
        }
    }

    private static List<KeyValuePair> pairs(Site site, long held, String since) {
        String template = site.template();
        List<KeyValuePair> pairs = new ArrayList<>(List.of(
                new KeyValuePair("event.action", "log-repeated"),
                new KeyValuePair("log.repeated.count", held),
                new KeyValuePair("log.repeated.since", since),
                new KeyValuePair(
                        "log.repeated.template",
                        template.length() > LONGEST_TEMPLATE
                                ? template.substring(0, LONGEST_TEMPLATE) + "…"
                                : template)));
        Class<?> thrown = site.thrown();
        if (thrown != null) {
            pairs.add(new KeyValuePair("log.repeated.error_type", thrown.getName()));
        }
        return pairs;
    }

    private void run() {
        while (awaitEnd()) {
            tellEnded();
        }
    }

    /** Returns when a window has ended, or false if there is none any more; then this thread is not the one any more. */
    private boolean awaitEnd() {
        lock.lock();
        try {
            for (Open first = open.peek(); first != null; first = open.peek()) {
                long left = first.end() - ticker.getAsLong();
                if (left <= 0) {
                    return true;
                }
                pause(left);
            }
            thread = null;
            return false;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("WaitNotInLoop") // its caller is the loop
    private void pause(long nanos) {
        try {
            changed.awaitNanos(nanos);
        } catch (InterruptedException early) {
            // Whoever interrupts this thread does not end it: what was held back would not be told.
        }
    }
}
