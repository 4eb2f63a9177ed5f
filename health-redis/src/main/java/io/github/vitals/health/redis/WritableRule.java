package io.github.vitals.health.redis;

import io.github.vitals.health.FailureReason;
import java.util.Optional;
import java.util.Set;

/** The server would take a write. The request differs from node to node, so the examination adds it. */
final class WritableRule implements Rule {
    @Override
    public Set<Request> asks() {
        return Set.of();
    }

    @Override
    public Optional<Finding> judge(Facts facts) {
        return facts.replies().stream()
                .filter(reply -> reply.request().writes())
                .findFirst()
                .map(Reply::refusal)
                .filter(WritableRule::refusesWrites)
                .map(error -> Finding.down(Replies.reason(error), "the server takes no writes: " + error));
    }

    /** Other errors are of the key: it holds another type, or its slot moves to another node at this moment. */
    private static boolean refusesWrites(String error) {
        FailureReason reason = Replies.reason(error);
        return !error.isEmpty() && reason != FailureReason.STATUS && reason != FailureReason.AUTH;
    }
}
