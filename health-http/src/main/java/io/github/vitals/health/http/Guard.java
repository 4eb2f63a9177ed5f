package io.github.vitals.health.http;

import io.github.vitals.health.FailureReason;
import java.net.InetAddress;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Which targets may be asked, the first one and each that a redirect leads to.
 *
 * @param hosts host names in lower case, or {@code *.} and a domain; empty if all are allowed
 * @param denyPrivate whether an address has to be one of the public Internet
 */
record Guard(Set<String> hosts, boolean denyPrivate) {
    static final Guard NONE = new Guard(Set.of(), false);

    void vet(String host) throws Refused {
        String name = host.toLowerCase(Locale.ROOT);
        if (!hosts.isEmpty() && !hosts.contains(name) && hosts.stream().noneMatch(allowed -> within(name, allowed))) {
            throw new Refused(FailureReason.BLOCKED, "the host is not one of those allowed");
        }
    }

    private static boolean within(String name, String allowed) {
        return allowed.startsWith("*.") && name.endsWith(allowed.substring(1)) && name.length() >= allowed.length();
    }

    /** One address that is not allowed blocks the name: who can add one to a name can take the others away. */
    void vet(List<InetAddress> addresses) throws Refused {
        for (InetAddress address : addresses) {
            if (denyPrivate && PrivateRanges.hold(address)) {
                throw new Refused(
                        FailureReason.BLOCKED, "the address " + address.getHostAddress() + " is not a public one");
            }
        }
    }
}
