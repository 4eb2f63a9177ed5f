package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class WaitingLineTest {
    private static final int CROWD = 164;

    private final AtomicLong now = new AtomicLong();
    private final WaitingLine line = new WaitingLine(1000, now::get);
    private final List<Integer> served = new ArrayList<>();

    private void arrive(int number) {
        for (int i = 0; i < number; i++) {
            int name = i;
            line.add(line.arrival(() -> served.add(name)));
        }
    }

    /** A hundred, one after the other. */
    private void serve() throws InterruptedException {
        for (int i = 0; i < 100; i++) {
            line.poll(0, TimeUnit.NANOSECONDS).run();
        }
    }

    private void pass(Duration time) {
        now.addAndGet(time.toNanos());
    }

    @Test
    void isServedInTheOrderOfArrivalWhileItIsShort() throws Exception {
        arrive(64);
        while (!line.isEmpty()) {
            line.poll(0, TimeUnit.NANOSECONDS).run();
        }
        assertThat(served).isSorted().hasSize(64);
    }

    @Test
    void isServedFromBothEndsWhenItIsLong() throws Exception {
        arrive(CROWD);
        serve();
        assertThat(served).contains(0, CROWD - 1).doesNotContain(CROWD / 2);
    }

    @Test
    void isServedInTheOrderOfArrivalOnceTheFirstHasWaitedForAWhile() throws Exception {
        arrive(CROWD);
        pass(Duration.ofMillis(251));
        serve();
        assertThat(served).isSorted().hasSize(100);
    }

    @Test
    void isServedFromBothEndsAgainWhenItIsTooLateForTheFirst() throws Exception {
        arrive(CROWD);
        pass(Duration.ofMillis(901));
        serve();
        assertThat(served).contains(0, CROWD - 1);
    }
}
