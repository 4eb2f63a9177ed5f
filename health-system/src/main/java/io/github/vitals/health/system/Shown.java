package io.github.vitals.health.system;

import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Which devices are shown, by their names and mountpoints. Immutable. */
record Shown(Predicate<String> disks, Predicate<String> interfaces, Predicate<String> fileSystems, boolean network) {
    /** Of containers and virtual machines, each of which tells of its own. */
    private static final Pattern OTHERS = Pattern.compile("(veth|docker|br-|cni|cali|virbr|tap).*");

    private static final Set<String> LOOPBACK = Set.of("lo", "lo0");

    static Shown byDefault() {
        return new Shown(
                disk -> true,
                name -> !LOOPBACK.contains(name) && !OTHERS.matcher(name).matches(),
                mountpoint -> true,
                false);
    }

    Shown withDisks(Predicate<String> chosen) {
        return new Shown(chosen, interfaces, fileSystems, network);
    }

    Shown withInterfaces(Predicate<String> chosen) {
        return new Shown(disks, chosen, fileSystems, network);
    }

    Shown withFileSystems(Predicate<String> chosen) {
        return new Shown(disks, interfaces, chosen, network);
    }

    Shown withNetwork(boolean chosen) {
        return new Shown(disks, interfaces, fileSystems, chosen);
    }
}
