package io.github.vitals.health;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What is left to do when the engine's lock has been given back: let go who waits, wake, tell. */
final class Aftermath {
    private final Findings findings;
    private final Runnable onSooner;
    private @Nullable Round over;
    private @Nullable List<Round> moreOver;
    private boolean sooner;

    Aftermath(Findings findings, Runnable onSooner) {
        this.findings = findings;
        this.onSooner = onSooner;
    }

    /** A round has come to its end. */
    void over(Round round) {
        if (over == null) {
            over = round;
            return;
        }
        if (moreOver == null) {
            moreOver = new ArrayList<>();
        }
        moreOver.add(round);
    }

    /** A step is wanted sooner than expected. */
    void sooner(boolean wanted) {
        sooner |= wanted;
    }

    /** Does what is left; without the lock. May be used again afterwards. */
    void settle() {
        if (over != null) {
            complete(over);
            over = null;
            if (moreOver != null) {
                moreOver.forEach(this::complete);
                moreOver = null;
            }
        }
        if (sooner) {
            sooner = false;
            onSooner.run();
        }
        findings.deliverUrgent();
    }

    /** The report that is waited for is put together here, where the states have just been written. */
    private void complete(Round round) {
        GroupView view = round.wanted;
        if (view != null) {
            findings.report(view);
        }
        round.complete();
    }
}
