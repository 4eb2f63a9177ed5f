package io.github.vitals.health.net;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.outbound.Shown;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What a name server is to answer. Immutable. */
record DnsExpectation(RecordType type, String rcode, List<String> answers, boolean exactly) {
    HealthResult judge(String name, String given, List<String> found) {
        if (!given.equals(rcode)) {
            return HealthResult.down(FailureReason.DNS, name + ": " + given + " (expected: " + rcode + ")");
        }
        if (!rcode.equals("NOERROR")) {
            return HealthResult.up();
        }
        if (found.isEmpty()) {
            return HealthResult.down(FailureReason.DNS, name + ": no " + type + " record");
        }
        Set<String> actual = new HashSet<>(found);
        boolean met = exactly ? actual.equals(new HashSet<>(answers)) : actual.containsAll(answers);
        return met
                ? HealthResult.up()
                : HealthResult.down(
                        FailureReason.BODY,
                        name + ": " + Shown.printable(String.join(", ", found)) + " (expected: "
                                + (exactly ? "exactly " : "among them ")
                                + Shown.printable(String.join(", ", answers)) + ")");
    }
}
