package io.github.vitals.health.benchmarks;

import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.Receipt;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A far side within the process that takes everything at once, and notes when. */
final class Takers implements AlertChannel {
    /** A message, and when it came, as a reading of the ticker. */
    record Taken(AlertNotification notification, long tick) {}

    private final List<Taken> taken = new CopyOnWriteArrayList<>();

    @Override
    public String kind() {
        return "bench";
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context) {
        taken.add(new Taken(notification, System.nanoTime()));
        return new Receipt("", "");
    }

    List<Taken> of(AlertNotification.Kind kind) {
        return taken.stream().filter(each -> each.notification().kind() == kind).toList();
    }
}
