package io.github.vitals.health.page;

import io.github.vitals.health.alerting.ActiveAlert;
import io.github.vitals.health.alerting.AlertBoard;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the page asks an alert board for, if there is one. */
final class Alerts {
    /** None at all. */
    static final Alerts NONE = new Alerts(null);

    private static final Logger log = LoggerFactory.getLogger(HealthPage.class);

    private final @Nullable AlertBoard board;
    private final AtomicBoolean failed = new AtomicBoolean();

    private Alerts(@Nullable AlertBoard board) {
        this.board = board;
    }

    static Alerts of(AlertBoard board) {
        return new Alerts(board);
    }

    Optional<AlertBoard> board() {
        return Optional.ofNullable(board);
    }

    /** Whether there is one. */
    boolean kept() {
        return board != null;
    }

    /** For a screen that tells of something else, which a board that fails must not take away: empty where it does. */
    @SuppressWarnings("CatchingUnchecked") // containment
    Optional<List<ActiveAlert>> active() {
        if (board == null) {
            return Optional.of(List.of());
        }
        try {
            return Optional.of(board.active());
        } catch (Throwable thrown) {
            if (failed.compareAndSet(false, true)) {
                log.atError()
                        .setCause(thrown)
                        .log("Alerts could not be read for the page, which goes on without them; logged once");
            }
            return Optional.empty();
        }
    }
}
