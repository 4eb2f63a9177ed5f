package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SteadyClockTest {
    private final AtomicReference<Instant> wall = new AtomicReference<>(Scene.BEGIN);
    private final AtomicLong ticks = new AtomicLong();
    private final SteadyClock clock = new SteadyClock(wall::get, ticks::get);

    private void pass(Duration duration) {
        ticks.addAndGet(duration.toNanos());
        wall.updateAndGet(now -> now.plus(duration));
    }

    @Test
    void followsTheWallClock() {
        pass(Duration.ofSeconds(5));
        assertThat(clock.now()).isEqualTo(Scene.BEGIN.plusSeconds(5));
        wall.updateAndGet(now -> now.plus(Duration.ofHours(1)));
        assertThat(clock.now()).isEqualTo(Scene.BEGIN.plusSeconds(3_605));
    }

    @Test
    void goesOnWhileTheWallClockWasSetBack() {
        wall.updateAndGet(now -> now.minus(Duration.ofHours(1)));
        assertThat(clock.now()).isEqualTo(Scene.BEGIN);
        pass(Duration.ofSeconds(5));
        assertThat(clock.now()).isEqualTo(Scene.BEGIN.plusSeconds(5));
    }
}
