package io.github.vitals.health.alerts;

import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

/** A channel that gets no call while another is under way: a test message does not meet one that is sent. */
final class OneAtATime implements AlertChannel {
    private final AlertChannel channel;
    private final ReentrantLock lock = new ReentrantLock(true);

    OneAtATime(AlertChannel channel) {
        this.channel = channel;
    }

    @Override
    public String kind() {
        return channel.kind();
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context)
            throws DeliveryFailure, InterruptedException {
        if (!lock.tryLock(context.timeout().toMillis(), TimeUnit.MILLISECONDS)) {
            throw DeliveryFailure.unavailable("another message is under way");
        }
        try {
            return channel.deliver(notification, context);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public boolean takes(AlertNotification.Kind kind) {
        return channel.takes(kind);
    }

    @Override
    public Optional<Duration> refresh() {
        return channel.refresh();
    }

    @Override
    public void close() {
        channel.close();
    }
}
