package io.github.vitals.health;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Announced work on one check: by hand for a time, and by windows that repeat. Guarded by the engine's lock. */
final class Maintenance {
    private static final Logger log = LoggerFactory.getLogger(MaintenanceWindow.class);

    /** The wall clock may jump: however far off the next opening is, it is looked for again after this time. */
    private static final Duration LOOK_AGAIN = Duration.ofMinutes(1);

    private final boolean hasWindows;
    private @Nullable String announced;
    private long announcedUntil;
    private @Nullable String window;
    private long lookAt;

    /** Somebody is asking the windows, and has not come back. */
    private boolean looking;

    Maintenance(List<MaintenanceWindow> windows, long now) {
        this.hasWindows = !windows.isEmpty();
        this.lookAt = now;
    }

    /** What the windows say at an instant: why one is open, if one is, and when to ask again. */
    record Opening(@Nullable String reason, Duration lookAgain) {}

    /** Asks the windows, which are the user's own; without the lock. */
    static Opening look(List<MaintenanceWindow> windows, Instant at) {
        String reason = null;
        Duration lookAgain = LOOK_AGAIN;
        for (MaintenanceWindow window : windows) {
            Opening opening = look(window, at);
            reason = reason == null ? opening.reason : reason;
            lookAgain = opening.lookAgain.compareTo(lookAgain) < 0 ? opening.lookAgain : lookAgain;
        }
        return new Opening(reason, lookAgain);
    }

    @SuppressWarnings("CatchingUnchecked") // containment: a window that throws is closed
    private static Opening look(MaintenanceWindow window, Instant at) {
        try {
            Optional<Instant> until = window.openUntil(at);
            Duration change = until.or(() -> window.nextOpening(at))
                    .map(next -> Duration.between(at, next))
                    .filter(left -> !left.isNegative() && !left.isZero())
                    .orElse(LOOK_AGAIN);
            return new Opening(until.isPresent() ? Texts.safe(window.reason()) : null, change);
        } catch (Throwable thrown) {
            log.atError()
                    .addKeyValue("window", window.getClass().getName())
                    .setCause(thrown)
                    .log("Maintenance window failed; it counts as closed");
            return new Opening(null, LOOK_AGAIN);
        }
    }

    boolean active() {
        return announced != null || window != null;
    }

    /** Whether the work was announced by hand. */
    boolean announced() {
        return announced != null;
    }

    /** To tell a person. */
    String message() {
        String reason = announced != null ? announced : window;
        return reason == null || reason.isEmpty() ? "maintenance" : "maintenance: " + reason;
    }

    void announce(String reason, long until) {
        announced = reason;
        announcedUntil = until;
    }

    void end() {
        announced = null;
    }

    // --- when something is to be done

    boolean waits() {
        return announced != null || awaitsLook();
    }

    private boolean awaitsLook() {
        return hasWindows && !looking;
    }

    long dueTick() {
        if (announced == null) {
            return lookAt;
        }
        return awaitsLook() && lookAt - announcedUntil < 0 ? lookAt : announcedUntil;
    }

    /** Ends what was announced by hand, if its time is over; returns whether it was. */
    boolean endIfOver(long now) {
        boolean over = announced != null && announcedUntil - now <= 0;
        if (over) {
            announced = null;
        }
        return over;
    }

    /** Whether the windows are to be asked now; then not again before they have been {@link #looked} at. */
    boolean wantsLook(long now) {
        boolean wanted = awaitsLook() && lookAt - now <= 0;
        looking |= wanted;
        return wanted;
    }

    /** Takes what the windows said; returns whether it is something new. */
    boolean looked(Opening opening, long now) {
        boolean news = (opening.reason == null) != (window == null);
        looking = false;
        window = opening.reason;
        lookAt = now + Math.max(1_000_000, opening.lookAgain.toNanos());
        return news;
    }
}
