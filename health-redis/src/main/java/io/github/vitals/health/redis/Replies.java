package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import java.util.LinkedHashMap;
import java.util.Map;

/** What the error replies of Redis mean. Their first word is their code; those without one begin with ERR. */
final class Replies {
    private static final Map<String, FailureReason> REASONS = reasons();

    private Replies() {}

    private static Map<String, FailureReason> reasons() {
        Map<String, FailureReason> reasons = new LinkedHashMap<>();
        reasons.put("NOAUTH", FailureReason.AUTH);
        reasons.put("WRONGPASS", FailureReason.AUTH);
        reasons.put("NOPERM", FailureReason.AUTH);
        reasons.put("DENIED", FailureReason.AUTH);
        reasons.put("ERR AUTH", FailureReason.AUTH);
        reasons.put("ERR Client sent AUTH", FailureReason.AUTH);
        reasons.put("LOADING", FailureReason.STARTING);
        reasons.put("MASTERDOWN", FailureReason.REPLICATION_STOPPED);
        reasons.put("CLUSTERDOWN", FailureReason.INCOMPLETE);
        reasons.put("READONLY", FailureReason.READ_ONLY);
        reasons.put("NOREPLICAS", FailureReason.READ_ONLY);
        reasons.put("MISCONF", FailureReason.PERSISTENCE);
        reasons.put("OOM", FailureReason.SATURATED);
        reasons.put("ERR max number of clients", FailureReason.SATURATED);
        return reasons;
    }

    static FailureReason reason(String error) {
        return REASONS.entrySet().stream()
                .filter(known -> error.startsWith(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse(FailureReason.STATUS);
    }
}
