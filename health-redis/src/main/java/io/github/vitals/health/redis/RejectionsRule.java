package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** No connection was rejected since the last run. It remembers a count for each server, which starts anew with it. */
final class RejectionsRule implements Rule {
    private static final int MOST_NODES = 1000;

    private final Map<String, Long> last = new ConcurrentHashMap<>();

    @Override
    public Set<Request> asks() {
        return Set.of(Request.STATS, Request.CLIENTS);
    }

    @Override
    public Optional<Finding> judge(Facts facts) {
        OptionalLong now = facts.number("rejected_connections");
        if (now.isEmpty()) {
            return Optional.empty();
        }
        if (last.size() > MOST_NODES) {
            last.clear();
        }
        Long before = last.put(facts.node().name(), now.getAsLong());
        long more = before == null ? 0 : now.getAsLong() - before;
        return more <= 0 ? Optional.empty() : Optional.of(Finding.degraded(FailureReason.SATURATED, text(more, facts)));
    }

    private static String text(long more, Facts facts) {
        return "%d connections were rejected since the last run (%s of %s clients connected)"
                .formatted(
                        more,
                        facts.text("connected_clients").orElse("?"),
                        facts.text("maxclients").orElse("?"));
    }
}
