package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.checks.LimitCheck;
import io.github.vitals.health.system.Shares.Part;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SharesTest {
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private final ManualTicker ticker = new ManualTicker();
    private final Map<String, Part> counters = new LinkedHashMap<>();
    private boolean readable = true;

    private LimitCheck check(double least) {
        Shares shares = new Shares(
                passed -> read(), (thing, percent) -> thing + " was bad in " + percent, least, WINDOW, ticker);
        return LimitCheck.rising("share", shares).unit("percent").degradedAt(10).build();
    }

    private List<Part> read() throws IOException {
        if (!readable) {
            throw new IOException("no such file");
        }
        return List.copyOf(counters.values());
    }

    private void set(String thing, double part, double whole) {
        counters.put(thing, new Part(thing, part, whole));
    }

    private HealthResult afterTheWindow(LimitCheck check) throws Exception {
        ticker.pass(WINDOW);
        return Run.once(check);
    }

    @Test
    void theThingWithTheLargestShareCounts() throws Exception {
        set("a", 0, 0);
        set("b", 0, 0);
        set("c", 0, 0);
        LimitCheck check = check(0);
        set("a", 1, 100);
        set("b", 50, 200);
        set("c", 30, 1_000);
        HealthResult result = afterTheWindow(check);
        assertThat(result.status()).isEqualTo(HealthStatus.DEGRADED);
        assertThat(result.message()).isEqualTo("b was bad in 25 % over PT1M (DEGRADED at 10 %)");
        assertThat(result.details()).containsEntry("of", "b").containsEntry("over", "PT1M");
    }

    @Test
    void nothingIsSaidBeforeTheWindowHasPassed() throws Exception {
        set("a", 0, 0);
        LimitCheck check = check(0);
        set("a", 90, 100);
        ticker.pass(WINDOW.minusNanos(1));
        HealthResult result = Run.once(check);
        assertThat(result.status()).isEqualTo(HealthStatus.UP);
        assertThat(result.message()).isEqualTo("not known yet");
        assertThat(result.measurements()).isEmpty();
    }

    @Test
    void whatIsTooLittleIsNotJudged() throws Exception {
        set("a", 0, 0);
        LimitCheck check = check(100);
        set("a", 99, 99);
        assertThat(afterTheWindow(check).message()).isEqualTo("too little to judge over PT1M");
        set("a", 99, 199);
        assertThat(afterTheWindow(check).details()).containsEntry("value", 0.0);
    }

    @Test
    void aThingThatAppearsIsJudgedWhenItHasBeenThereForAWindow() throws Exception {
        set("a", 0, 0);
        LimitCheck check = check(0);
        set("a", 5, 100);
        set("new", 1_000, 1_000);
        assertThat(afterTheWindow(check).details()).containsEntry("of", "a").containsEntry("value", 5.0);
        set("new", 1_050, 1_100);
        assertThat(afterTheWindow(check).details()).containsEntry("of", "new").containsEntry("value", 50.0);
    }

    @Test
    void aThingThatWentAndCameBackBeginsAnew() throws Exception {
        set("a", 0, 0);
        LimitCheck check = check(0);
        counters.clear();
        set("b", 0, 0);
        Run.once(check);
        counters.clear();
        set("a", 500, 500);
        assertThat(afterTheWindow(check).message()).isEqualTo("not known yet");
    }

    @Test
    void countersThatBeganAnewSayNothingUntilAWindowLater() throws Exception {
        set("a", 5_000, 50_000);
        LimitCheck check = check(0);
        set("a", 10, 20);
        assertThat(afterTheWindow(check).message()).isEqualTo("not known yet");
        set("a", 11, 120);
        assertThat(afterTheWindow(check).details()).containsEntry("value", 1.0);
    }

    @Test
    void whatIsNotToldIsUpAndNotSupported() throws Exception {
        set("a", Double.NaN, 10);
        LimitCheck check = check(0);
        HealthResult untold = afterTheWindow(check);
        assertThat(untold.status()).isEqualTo(HealthStatus.UP);
        assertThat(untold.message()).isEqualTo("this system does not tell");
        assertThat(untold.details()).containsEntry("supported", false);
        readable = false;
        assertThat(afterTheWindow(check).details()).containsEntry("supported", false);
    }
}
