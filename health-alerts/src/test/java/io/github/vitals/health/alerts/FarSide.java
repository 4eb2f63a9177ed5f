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

/**
 * What one channel was told, and what is wrong with that: what opens twice, closes twice or is said of nothing open. The
 * same message may come again.
 */
final class FarSide {
    private final Map<String, Boolean> open = new HashMap<>();
    private final Set<String> ids = new HashSet<>();
    private final List<String> wrong = new ArrayList<>();
    private int triggers;

    void take(Message message) {
        AlertNotification notification = message.notification();
        boolean before = open.getOrDefault(message.key(), false);
        boolean begins = notification.kind() == Kind.TRIGGER;
        boolean again = !ids.add(message.id());
        triggers += begins && !again ? 1 : 0;
        if (begins == before && !again) {
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

    int triggers() {
        return triggers;
    }
}
