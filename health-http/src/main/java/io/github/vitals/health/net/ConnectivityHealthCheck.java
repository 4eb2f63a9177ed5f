package io.github.vitals.health.net;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.outbound.Deadline;
import io.github.vitals.health.outbound.NameLookup;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Tells whether this process reaches anything at all: DOWN with reason {@code blind} only if every one of a few anchors
 * fails, and UP as soon as one answers. Checks of external services that depend on it are then DOWN because of it,
 * instead of each accusing its target.
 *
 * <pre>{@code
 * HealthRegistry.builder()
 *         .check("network", ConnectivityHealthCheck.of("10.0.0.1:53", "gateway.example:443"))
 *         .check("payments", HttpHealthCheck.of(paymentsUri), policy -> policy.dependsOn("network"))
 *         .start();
 * }</pre>
 *
 * <p>An anchor with a port is connected to over TCP, one without is resolved. They are asked one after the other, each
 * with an equal share of what is left of the run's time, until one answers. Choose anchors that fail apart from each
 * other and from the targets, and at least one with an IP address: names that resolve may come from what this JVM
 * remembers. While resolving hangs, one daemon thread is held.
 *
 * <p>Details: for each anchor asked, {@code ok} or why it failed. No measurements of its own.
 *
 * <p>Thread-safe.
 */
public final class ConnectivityHealthCheck implements HealthCheck {
    private static final int MOST = 16;

    private final Map<String, Anchor> anchors;

    /** Something to reach; throws where it is not reached. */
    @FunctionalInterface
    private interface Anchor {
        void reach(Deadline deadline) throws Failure, InterruptedException;
    }

    private ConnectivityHealthCheck(Map<String, Anchor> anchors) {
        this.anchors = anchors;
    }

    /**
     * A check over a few anchors.
     *
     * @param anchors 1 to 16, each {@code host:port}, an IPv6 address in brackets, or a host name alone
     * @return the check
     * @throws IllegalArgumentException if there are none or too many, or one is not such
     */
    public static ConnectivityHealthCheck of(String... anchors) {
        Arguments.requireNonNull("anchors", anchors, "host:port or host names");
        if (anchors.length < 1 || anchors.length > MOST) {
            throw Arguments.invalid("anchors", anchors.length + " of them", "1 to " + MOST);
        }
        NameLookup names = new NameLookup();
        Map<String, Anchor> all = new LinkedHashMap<>();
        Arrays.stream(anchors).forEach(text -> all.put(text, anchor(text, names)));
        return new ConnectivityHealthCheck(all);
    }

    private static Anchor anchor(String text, NameLookup names) {
        Arguments.requireNonNull("anchor", text, "host:port, or a host name alone");
        if (text.indexOf(':') < 0) {
            String host = Arguments.requireName("anchor", text);
            return deadline -> {
                try {
                    List<?> unused = names.resolve(host, deadline);
                } catch (UnknownHostException unresolved) {
                    throw new Failure(FailureReason.DNS, host + ": not resolved", unresolved);
                }
            };
        }
        Connector connector = new Connector(Target.parse("anchor", text), names);
        return deadline -> connector.open(deadline, new Journal()).close();
    }

    @Override
    public HealthResult check(CheckContext context) throws InterruptedException {
        Deadline deadline = Deadline.of(context);
        Map<String, String> failed = new LinkedHashMap<>();
        for (Map.Entry<String, Anchor> anchor : anchors.entrySet()) {
            try {
                anchor.getValue().reach(deadline.share(anchors.size() - failed.size()));
                return described(HealthResult.up(), failed).detail(anchor.getKey(), "ok");
            } catch (Failure failure) {
                failed.put(anchor.getKey(), failure.reason().label());
            }
        }
        return described(HealthResult.down(FailureReason.BLIND, blind(failed, deadline)), failed);
    }

    private static String blind(Map<String, String> failed, Deadline deadline) {
        List<String> reasons = new ArrayList<>();
        failed.forEach((anchor, reason) -> reasons.add(anchor + " " + reason));
        return "none of " + failed.size() + " anchors was reached " + deadline.within() + ": "
                + String.join(", ", reasons);
    }

    private static HealthResult described(HealthResult result, Map<String, String> failed) {
        HealthResult described = result;
        for (Map.Entry<String, String> failure : failed.entrySet()) {
            described = described.detail(failure.getKey(), failure.getValue());
        }
        return described;
    }

    /**
     * Always true: the network is asked.
     *
     * @return true
     */
    @Override
    public boolean external() {
        return true;
    }

    @Override
    public String toString() {
        return "ConnectivityHealthCheck" + anchors.keySet();
    }
}
