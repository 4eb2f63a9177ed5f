package io.github.vitals.health.examples;

import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.Receipt;
import java.io.PrintStream;

/** One short line for people on each alert that is told: a channel of one's own is a method. */
final class AlertLines implements AlertChannel {
    private final PrintStream out;

    AlertLines(PrintStream out) {
        this.out = out;
    }

    @Override
    public String kind() {
        return "console";
    }

    @Override
    public Receipt deliver(AlertNotification alert, DeliveryContext context) {
        String names = String.join(", ", alert.affected().names());
        String others = names.isEmpty() ? "" : "; with " + names;
        String text = HealthLines.shortened(alert.summary());
        HealthLines.print(out, alert.at(), "alert", alert.kind().label() + ": " + text + others);
        return new Receipt("printed", "");
    }
}
