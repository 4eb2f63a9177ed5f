package io.github.vitals.health.jdbc;

import static java.time.Duration.ZERO;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LagWatchTest {
    private final AtomicLong time = new AtomicLong(Long.MAX_VALUE - 1);
    private final LagWatch watch = new LagWatch(time::get);

    @Test
    void whatHasCaughtUpIsNotBehind() {
        assertThat(watch.see(false, ofHours(9))).isEqualTo(ZERO);
    }

    @Test
    void theFirstCommitAfterAQuietNightIsNotANightLate() {
        watch.see(false, ofHours(9));
        time.addAndGet(ofSeconds(10).toNanos());
        assertThat(watch.see(true, ofHours(9))).isEqualTo(ofSeconds(10));
    }

    @Test
    void theAgeOfTheLastCommitCountsWhereItIsLess() {
        watch.see(false, null);
        time.addAndGet(ofSeconds(10).toNanos());
        assertThat(watch.see(true, ofSeconds(3))).isEqualTo(ofSeconds(3));
    }

    @Test
    void behindFromTheBeginningOnlyTheAgeIsKnown() {
        assertThat(watch.see(true, ofSeconds(3))).isEqualTo(ofSeconds(3));
        assertThat(watch.see(true, null)).isNull();
    }

    @Test
    void withoutAnyCommitItIsBehindForAsLongAsThatIsSeen() {
        assertThat(watch.see(true, null)).isNull();
        time.addAndGet(ofSeconds(7).toNanos());
        assertThat(watch.see(true, null)).isEqualTo(ofSeconds(7));
        watch.see(false, null);
        assertThat(watch.see(true, null)).isEqualTo(ZERO);
    }

    @Test
    void aClockThatIsAheadMakesNoNegativeLag() {
        assertThat(watch.see(true, ofSeconds(-3))).isEqualTo(ZERO);
    }
}
