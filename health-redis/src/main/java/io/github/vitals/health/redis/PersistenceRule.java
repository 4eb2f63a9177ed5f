package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The last attempts to write the data to disk did not fail. */
final class PersistenceRule implements Rule {
    private static final Map<String, String> ATTEMPTS = attempts();

    private static Map<String, String> attempts() {
        Map<String, String> attempts = new LinkedHashMap<>();
        attempts.put("rdb_last_bgsave_status", "the last snapshot (RDB)");
        attempts.put("aof_last_write_status", "the last write to the append-only file");
        attempts.put("aof_last_bgrewrite_status", "the last rewrite of the append-only file");
        return attempts;
    }

    @Override
    public Set<Request> asks() {
        return Set.of(Request.PERSISTENCE);
    }

    @Override
    public Optional<Finding> judge(Facts facts) {
        List<String> failed = ATTEMPTS.entrySet().stream()
                .filter(attempt -> facts.is(attempt.getKey(), "err"))
                .map(attempt -> attempt.getValue() + " failed (" + attempt.getKey() + ":err)")
                .toList();
        return failed.isEmpty()
                ? Optional.empty()
                : Optional.of(Finding.degraded(FailureReason.PERSISTENCE, String.join(", ", failed)));
    }
}
