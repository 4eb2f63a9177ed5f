package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import java.util.Optional;
import java.util.Set;

/** A replica is linked to its master. */
final class LinkRule implements Rule {
    @Override
    public Set<Request> asks() {
        return Set.of(Request.REPLICATION);
    }

    @Override
    public Optional<Finding> judge(Facts facts) {
        if (!facts.is("master_link_status", "down")) {
            return Optional.empty();
        }
        if (facts.is("master_sync_in_progress", "1")) {
            return Optional.of(Finding.down(FailureReason.STARTING, "the replica copies the data of " + master(facts)));
        }
        return Optional.of(Finding.down(
                FailureReason.REPLICATION_STOPPED, "the link to the " + master(facts) + " is down" + since(facts)));
    }

    private static String master(Facts facts) {
        return "master " + facts.text("master_host").orElse("?") + ":"
                + facts.text("master_port").orElse("?");
    }

    private static String since(Facts facts) {
        return facts.number("master_link_down_since_seconds").stream()
                .mapToObj(seconds -> " since " + seconds + " s")
                .findFirst()
                .orElse("");
    }
}
