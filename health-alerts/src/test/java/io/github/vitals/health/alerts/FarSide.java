package io.github.vitals.health.alerts;

import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What one channel was told, and what is wrong with that: what opens twice, closes twice or is said of nothing open. */
final class FarSide {
    private final Map<String, Boolean> open = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();
    private int repeated;
    private int triggers;

    void take(Message message) {
        AlertNotification notification = message.notification();
        if (!ids.add(message.id())) {
            repeated++;
            return;
        }
        boolean before = open.getOrDefault(message.key(), false);
        boolean begins = notification.kind() == Kind.TRIGGER;
        triggers += begins ? 1 : 0;
        if (begins == before) {
            wrong.add(notification.kind().label() + " "
                    + notification.about().name() + " at " + notification.at() + " while "
                    + (before ? "open" : "closed"));
        }
        open.put(message.key(), notification.kind() != Kind.RESOLVE);
    }

    boolean isOpen(String key) {
        return open.getOrDefault(key, false);
    }

    Set<String> open() {
        Set<String> keys = new TreeSet<>();
        open.forEach((key, is) -> {
            if (is) {
                keys.add(key);
            }
        });
        return keys;
    }

    List<String> wrong() {
        return wrong;
    }

    /** How often the same message came again. */
    int repeated() {
        return repeated;
    }

    int triggers() {
        return triggers;
    }
}
