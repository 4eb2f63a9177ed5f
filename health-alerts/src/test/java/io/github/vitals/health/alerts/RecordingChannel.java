package io.github.vitals.health.alerts;

import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A far side within the process: takes everything, or fails as it is told to. */
final class RecordingChannel implements AlertChannel {
    private final List<AlertNotification> taken = new CopyOnWriteArrayList<>();
    private final List<DeliveryContext> contexts = new CopyOnWriteArrayList<>();
    volatile @Nullable DeliveryFailure failing;
    volatile boolean closed;

    @Override
    public String kind() {
        return "recording";
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context) throws DeliveryFailure {
        DeliveryFailure failure = failing;
        if (failure != null) {
            throw failure;
        }
        taken.add(notification);
        contexts.add(context);
        return new Receipt("taken", "reference-" + taken.size());
    }

    List<AlertNotification> taken() {
        return taken;
    }

    List<DeliveryContext> contexts() {
        return contexts;
    }

    /** What was taken, in short. */
    List<String> told() {
        return taken.stream()
                .map(each -> each.kind().label() + " " + each.about().name())
                .toList();
    }

    @Override
    public void close() {
        closed = true;
    }
}
