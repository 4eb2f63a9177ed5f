package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.system.CounterWindow.Growth;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class CounterWindowTest {
    private final ManualTicker ticker = new ManualTicker();
    private final CounterWindow window = new CounterWindow(Duration.ofMinutes(1));

    private Growth after(int seconds, double part, double whole) {
        ticker.pass(Duration.ofSeconds(seconds));
        return window.add(ticker.getAsLong(), part, whole);
    }

    @Test
    void theWindowIsCoveredWhenItHasPassed() {
        assertThat(after(0, 7, 70)).isEqualTo(new Growth(0, 0, false));
        assertThat(after(59, 8, 90)).isEqualTo(new Growth(1, 20, false));
        assertThat(after(1, 9, 91)).isEqualTo(new Growth(2, 21, true));
    }

    @Test
    void whatWasBeforeTheWindowIsForgotten() {
        after(0, 0, 0);
        after(30, 30, 30);
        after(30, 60, 60);
        assertThat(after(30, 60, 90)).isEqualTo(new Growth(30, 60, true));
        assertThat(after(30, 60, 120)).isEqualTo(new Growth(0, 60, true));
    }

    @Test
    void looksInBetweenChangeNothing() {
        after(0, 0, 0);
        after(30, 10, 30);
        for (int look = 0; look < 1_000; look++) {
            window.add(ticker.getAsLong(), 10, 30);
        }
        after(30, 20, 60);
        for (int look = 0; look < 1_000; look++) {
            assertThat(window.add(ticker.getAsLong(), 20, 60)).isEqualTo(new Growth(20, 60, true));
        }
        assertThat(after(30, 20, 90)).isEqualTo(new Growth(10, 60, true));
    }

    @Test
    void countersThatFallBeginANewWindow() {
        after(0, 500, 1_000);
        after(60, 510, 1_100);
        assertThat(after(30, 1, 10)).isEqualTo(new Growth(0, 0, false));
        assertThat(after(30, 2, 20)).isEqualTo(new Growth(1, 10, false));
        assertThat(after(30, 3, 30)).isEqualTo(new Growth(2, 20, true));
    }

    @Test
    void aWholeThatFallsBeginsANewWindowToo() {
        after(0, 0, 1_000);
        assertThat(after(60, 0, 10)).isEqualTo(new Growth(0, 0, false));
    }

    @Test
    void aShareIsNeverMoreThanAllAndNothingOfNothing() {
        assertThat(new Growth(3, 12, true).percent()).isEqualTo(25);
        assertThat(new Growth(13, 12, true).percent()).isEqualTo(100);
        assertThat(new Growth(3, 0, true).percent()).isZero();
        assertThat(new Growth(3, 12, true).percentOf(0.5)).isEqualTo(50);
    }
}
