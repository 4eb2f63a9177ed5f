package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What there is to say about requests without an answer. */
final class Unanswered {
    private static final int MOST_NAMES = 5;

    private Unanswered() {}

    /** A finding for each cause: four sections of INFO that are refused are one thing that is missing. */
    static List<Finding> findings(Facts facts) {
        Map<String, Finding> byCause = new LinkedHashMap<>();
        for (Reply reply : facts.replies()) {
            Finding finding = finding(reply);
            if (finding != null) {
                byCause.putIfAbsent(finding.message(), finding);
            }
        }
        return List.copyOf(byCause.values());
    }

    private static @Nullable Finding finding(Reply reply) {
        Throwable failure = reply.failure();
        if (failure == null) {
            return null;
        }
        if (!reply.refusal().isEmpty()) {
            return refused(reply.request(), reply.refusal());
        }
        String problem = reply.late() ? " was not answered in time" : " failed: " + failure.getMessage();
        return Finding.down(reply.reason(failure), reply.request().text() + problem);
    }

    /** The refusal of a write is what was asked for; whether it matters is for its rule to say. */
    private static @Nullable Finding refused(Request request, String error) {
        FailureReason reason = Replies.reason(error);
        String command = request.type().name();
        if (reason == FailureReason.AUTH) {
            return Finding.degraded(
                    reason, "the user may not run " + command + " (needed: " + request.grant() + "): " + error);
        }
        if (request.writes() && !error.startsWith("ERR")) {
            return null;
        }
        return Finding.degraded(reason, command + " was refused: " + error);
    }

    /** Who does not answer, and why. */
    static String names(Map<Node, Reply> silent) {
        String names = silent.entrySet().stream()
                .limit(MOST_NAMES)
                .map(each ->
                        each.getKey().name() + " (" + reason(each.getValue()).label() + ")")
                .collect(Collectors.joining(", "));
        return silent.size() > MOST_NAMES ? names + ", …" : names;
    }

    static FailureReason reason(Reply reply) {
        return reply.failure() == null ? FailureReason.EXCEPTION : reply.reason(reply.failure());
    }
}
