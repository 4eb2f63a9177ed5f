package io.github.vitals.health.alerts;

import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls one channel, on a thread of its own that ends when there is nothing to do. A call that takes too long is
 * interrupted and counts as failed; one that ignores that keeps the thread, and the channel gets no further call until it
 * has come back.
 */
final class Courier {
    private static final Duration IDLE = Duration.ofSeconds(10);

    /** A channel is to end a call by itself before it is interrupted. */
    private static final Duration GRACE = Duration.ofMillis(500);

    private final AlertChannel channel;
    private final Duration timeout;
    private final ThreadPoolExecutor thread;
    private volatile @Nullable Call call;

    /** What came of a call: a receipt or a failure, and how long it took. */
    record Result(@Nullable Receipt receipt, @Nullable DeliveryFailure failure, Duration took) {}

    private static final class Call {
        final Message message;
        final long began = System.nanoTime();
        final BooleanSupplier permitted;
        final BiConsumer<Message, Result> told;
        private boolean answered;
        private @Nullable Future<?> running;

        Call(Message message, BooleanSupplier permitted, BiConsumer<Message, Result> told) {
            this.message = message;
            this.permitted = permitted;
            this.told = told;
        }

        /** Only the first answer counts. */
        void answer(@Nullable Receipt receipt, @Nullable DeliveryFailure failure) {
            synchronized (this) {
                if (answered) {
                    return;
                }
                answered = true;
            }
            told.accept(message, new Result(receipt, failure, Duration.ofNanos(System.nanoTime() - began)));
        }

        synchronized void interrupt() {
            if (running != null) {
                running.cancel(true);
            }
        }
    }

    Courier(String name, AlertChannel channel, Duration timeout) {
        this.channel = channel;
        this.timeout = timeout;
        this.thread = new ThreadPoolExecutor(
                1, 1, IDLE.toMillis(), TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread daemon = new Thread(work, "vitals-alerts-" + name);
                    daemon.setDaemon(true);
                    return daemon;
                });
        this.thread.allowCoreThreadTimeOut(true);
    }

    Duration timeout() {
        return timeout;
    }

    /** Whether a call has not come back; one that takes too long is given up here. */
    boolean busy() {
        Call current = call;
        if (current == null) {
            return false;
        }
        if (System.nanoTime() - current.began > timeout.plus(GRACE).toNanos()) {
            current.interrupt();
            current.answer(null, DeliveryFailure.unavailable("no answer within " + timeout));
        }
        return true;
    }

    /**
     * Hands a message over, if that is {@code permitted} at the last moment; {@code told} hears once what came of it, on
     * another thread.
     */
    void send(Message message, DeliveryContext context, BooleanSupplier permitted, BiConsumer<Message, Result> told) {
        Call next = new Call(message, permitted, told);
        call = next;
        synchronized (next) {
            next.running = thread.submit(() -> run(next, context));
        }
    }

    private void run(Call current, DeliveryContext context) {
        try {
            if (!current.permitted.getAsBoolean()) {
                throw DeliveryFailure.unavailable("left to another instance");
            }
            AlertNotification notification = current.message.notification();
            Receipt receipt = call(() -> channel.deliver(notification, context));
            current.answer(receipt, null);
        } catch (DeliveryFailure failure) {
            current.answer(null, failure);
        } finally {
            call = null;
        }
    }

    /** Whatever a channel throws is a failure to deliver. */
    @SuppressWarnings("CatchingUnchecked") // containment: channels are the user's
    private static Receipt call(Callable<Receipt> delivery) throws DeliveryFailure {
        try {
            Receipt receipt = delivery.call();
            return receipt == null ? new Receipt("", "") : receipt;
        } catch (DeliveryFailure failure) {
            throw failure;
        } catch (InterruptedException given) {
            throw DeliveryFailure.unavailable("given up");
        } catch (Throwable broken) {
            throw DeliveryFailure.unavailable(
                    broken.getClass().getSimpleName() + ": " + String.valueOf(broken.getMessage()));
        }
    }

    /** Interrupts what is under way, and waits for it for a moment. */
    void close(Duration atMost) {
        thread.shutdownNow();
        try {
            boolean ended = thread.awaitTermination(atMost.toMillis(), TimeUnit.MILLISECONDS);
            if (ended) {
                channel.close();
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
