package io.github.vitals.health;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A check that asks nothing itself: what it amounts to follows from other checks of the same registry, at once. */
final class CompositeCheck implements HealthCheck {
    final List<String> members;
    private final int needed;

    CompositeCheck(int needed, String... names) {
        List<String> all = new ArrayList<>();
        for (String name : Arguments.requireNonNull("names", names)) {
            Arguments.requireName("names", name);
            if (all.contains(name)) {
                throw Arguments.invalid("names", name, "each check once");
            }
            all.add(name);
        }
        if (all.isEmpty()) {
            throw Arguments.invalid("names", "none", "at least one check");
        }
        if (needed < 1 || needed > all.size()) {
            throw Arguments.invalid("needed", needed, "1 to " + all.size() + ", the number of checks");
        }
        this.members = List.copyOf(all);
        this.needed = needed;
    }

    /** The same without those that are switched off; never more needed than are left. */
    CompositeCheck without(Set<String> switchedOff) {
        String[] left =
                members.stream().filter(name -> !switchedOff.contains(name)).toArray(String[]::new);
        return new CompositeCheck(Math.max(1, Math.min(needed, left.length)), left);
    }

    /** What the members' statuses amount to. */
    record Sum(HealthStatus status, String message) {}

    Sum sum(List<CheckSlot> slots) {
        int working = 0;
        int excused = 0;
        int open = 0;
        HealthStatus worst = HealthStatus.UP;
        List<String> notUp = new ArrayList<>();
        for (CheckSlot slot : slots) {
            HealthStatus status = slot.state().status();
            worst = worst.worst(status);
            switch (status) {
                case UP, DEGRADED -> working++;
                case MAINTENANCE -> excused++;
                case UNKNOWN -> open++;
                case DOWN -> {}
            }
            if (status != HealthStatus.UP) {
                notUp.add(slot.name + " " + status);
            }
        }
        if (worst == HealthStatus.UP) {
            return new Sum(HealthStatus.UP, "");
        }
        String message = working + " of " + needed + " needed work: " + String.join(", ", notUp);
        return new Sum(status(working, excused, open), message);
    }

    private HealthStatus status(int working, int excused, int open) {
        if (working >= needed) {
            return HealthStatus.DEGRADED;
        }
        if (working + excused >= needed) {
            return HealthStatus.MAINTENANCE;
        }
        return working + excused + open >= needed ? HealthStatus.UNKNOWN : HealthStatus.DOWN;
    }

    @Override
    public HealthResult check(CheckContext context) {
        return HealthResult.unknown("made of " + members + ": only a registry knows what they amount to");
    }
}
