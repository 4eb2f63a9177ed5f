package io.github.vitals.health.system;

import java.util.Map;
import java.util.Optional;

/** How long tasks waited for the processor, for memory and for disks. */
final class PressureMeters {
    private static final String WAITING =
            "Time in which some, or all tasks that were not idle, waited for the same resource";

    private PressureMeters() {}

    static void add(Meters meters, String name, Figures<Map<Pressure.Of, Pressure>> pressure) {
        for (Pressure.Of of : Pressure.Of.values()) {
            Figures<Pressure> one = () -> pressure.now().flatMap(all -> Optional.ofNullable(all.get(of)));
            Meters tagged = meters.tagged("resource", of.label());
            tagged.tagged("share", "some").counter(name, "seconds", WAITING, one, Pressure::some);
            tagged.tagged("share", "full").counter(name, "seconds", WAITING, one, Pressure::full);
        }
    }
}
