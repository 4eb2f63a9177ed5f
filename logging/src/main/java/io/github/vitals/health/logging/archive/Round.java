package io.github.vitals.health.logging.archive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What a round has done so far. Not thread-safe. */
final class Round {
    final Instant now;
    final List<String> archived = new ArrayList<>();
    final List<String> verified = new ArrayList<>();
    final List<String> deleted = new ArrayList<>();
    final List<String> heldBack = new ArrayList<>();
    final List<String> failed = new ArrayList<>();
    Optional<Throwable> failure = Optional.empty();

    Round(Instant now) {
        this.now = now;
    }

    void failed(String what, Throwable why) {
        failed.add(what);
        if (failure.isEmpty()) {
            failure = Optional.of(why);
        }
    }

    ArchiveRound result() {
        return new ArchiveRound(archived, verified, deleted, heldBack, failed);
    }
}
