package io.github.vitals.health.logging.file;

import io.github.vitals.health.logging.mask.Masker;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Tells of a failure once when it begins and once when it is over, on the error output. Begun and ended by one thread. */
final class Outage {
    private final ErrorOutput errors;
    private final String what;
    private final String meanwhile;
    private final InstantSource clock;
    private volatile LogOutput.@Nullable Failure failure;
    private long droppedBefore;

    /**
     * @param what cannot be done
     * @param meanwhile what becomes of events while it goes on
     */
    Outage(ErrorOutput errors, String what, String meanwhile, InstantSource clock) {
        this.errors = errors;
        this.what = what;
        this.meanwhile = meanwhile;
        this.clock = clock;
    }

    void begin(Throwable why, long dropped) {
        if (failure == null) {
            Instant now = clock.instant();
            String text = Masker.standard().mask(String.valueOf(why));
            failure = new LogOutput.Failure(now, text);
            droppedBefore = dropped;
            errors.tell("cannot " + what + ": " + text + "; " + meanwhile);
        }
    }

    void over(long dropped) {
        LogOutput.Failure past = failure;
        if (past != null) {
            failure = null;
            errors.tell("can " + what + " again after " + Duration.between(past.since(), clock.instant()) + ", "
                    + (dropped - droppedBefore) + " events were dropped");
        }
    }

    Optional<LogOutput.Failure> failing() {
        return Optional.ofNullable(failure);
    }
}
