package io.github.vitals.health.jdbc;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Judges what a server told of its replication by what is expected of it. */
final class ReplicationJudge {
    private final @Nullable Role expected;
    private final int replicas;
    private final long retained;
    private final HealthStatus whenStopped;
    private final Limits degraded;
    private final Limits down;

    ReplicationJudge(ReplicationHealthCheckBuilder described) {
        expected = described.expected;
        replicas = described.replicas;
        retained = described.retained;
        whenStopped = described.whenStopped;
        degraded = new Limits(HealthStatus.DEGRADED, described.degradedTime, described.degradedBytes);
        down = new Limits(HealthStatus.DOWN, described.downTime, described.downBytes);
    }

    /** Which of the two a server is. */
    enum Role {
        PRIMARY("primary"),
        REPLICA("replica");

        final String label;

        Role(String label) {
            this.label = label;
        }

        static Role of(Replication told) {
            return told instanceof Replication.Primary ? PRIMARY : REPLICA;
        }
    }

    private record Finding(HealthStatus status, FailureReason reason, String message) {}

    /** The worst of what is found, with the words of all of it. */
    HealthResult judge(Replication told) {
        List<Finding> findings = findings(told);
        if (findings.isEmpty()) {
            return HealthResult.up();
        }
        findings.sort(Comparator.comparing(finding -> finding.status() != HealthStatus.DOWN));
        String message = findings.stream().map(Finding::message).collect(Collectors.joining("; "));
        Finding worst = findings.get(0);
        return worst.status() == HealthStatus.DOWN
                ? HealthResult.down(worst.reason(), message)
                : HealthResult.degraded(worst.reason(), message);
    }

    private List<Finding> findings(Replication told) {
        List<Finding> findings = new ArrayList<>();
        Role role = Role.of(told);
        if (expected != null && expected != role) {
            findings.add(new Finding(
                    HealthStatus.DOWN,
                    FailureReason.ROLE,
                    "the server is a " + role.label + " (expected: a " + expected.label + ")"));
        }
        if (told instanceof Replication.Replica replica) {
            replica.stopped()
                    .forEach(why -> findings.add(new Finding(whenStopped, FailureReason.REPLICATION_STOPPED, why)));
        } else if (told instanceof Replication.Primary primary) {
            count(primary, findings);
            slots(primary, findings);
        }
        down.judge(told, findings);
        degraded.judge(told, findings);
        told.hidden().forEach(what -> findings.add(new Finding(HealthStatus.DEGRADED, FailureReason.AUTH, what)));
        return findings;
    }

    private void count(Replication.Primary primary, List<Finding> findings) {
        Integer connected = primary.replicas();
        if (connected != null && connected < replicas) {
            findings.add(new Finding(
                    HealthStatus.DEGRADED,
                    FailureReason.INCOMPLETE,
                    connected + (connected == 1 ? " replica is" : " replicas are") + " connected (expected: at least "
                            + replicas + ")"));
        }
    }

    private void slots(Replication.Primary primary, List<Finding> findings) {
        for (Replication.Slot slot : primary.slots()) {
            if (slot.lost()) {
                findings.add(stopped("replication slot " + slot.name()
                        + " is lost: what its consumer still needs is no longer there"));
            } else if (slot.retained() > retained) {
                findings.add(stopped("replication slot " + slot.name() + " is inactive and retains " + slot.retained()
                        + " bytes of WAL (limit: " + retained + "); the disk fills until its consumer returns or it"
                        + " is dropped"));
            }
        }
    }

    private static Finding stopped(String message) {
        return new Finding(HealthStatus.DEGRADED, FailureReason.REPLICATION_STOPPED, message);
    }

    /** From where on a lag is how bad; null where there is no limit. */
    private record Limits(
            HealthStatus status,
            @Nullable Duration time,
            @Nullable Long bytes) {
        void judge(Replication told, List<Finding> findings) {
            told.longest().ifPresent(lag -> byTime(lag, findings));
            told.largest().ifPresent(lag -> byBytes(lag, findings));
        }

        private void byTime(Replication.Lag lag, List<Finding> findings) {
            Duration behind = lag.time();
            if (time != null && behind != null && behind.compareTo(time) > 0) {
                add(lag.whose() + " is " + seconds(behind) + " s behind (limit: " + seconds(time) + " s)", findings);
            }
        }

        private void byBytes(Replication.Lag lag, List<Finding> findings) {
            Long behind = lag.bytes();
            if (bytes != null && behind != null && behind > bytes) {
                add(lag.whose() + " is " + behind + " bytes behind (limit: " + bytes + ")", findings);
            }
        }

        private void add(String message, List<Finding> findings) {
            boolean worseSaid = findings.stream()
                    .anyMatch(finding ->
                            finding.reason() == FailureReason.REPLICATION_LAG && finding.status() == HealthStatus.DOWN);
            if (!worseSaid) {
                findings.add(new Finding(status, FailureReason.REPLICATION_LAG, message));
            }
        }

        private static String seconds(Duration time) {
            return Double.toString(Math.round(time.toMillis() / 100.0) / 10.0);
        }
    }
}
