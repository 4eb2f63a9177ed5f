package io.github.vitals.health.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.server.OpenFiles.Count;
import java.io.FileInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ValveTest {
    private static final long MOST = 1000;

    private final AtomicInteger opened = new AtomicInteger();
    private long open = 100;
    private long openAfterwards = 100;
    private Valve valve;

    private void begin() {
        valve = new Valve(() -> new Count(open, MOST), this::letGo);
    }

    private void letGo() {
        opened.incrementAndGet();
        open = openAfterwards;
    }

    private boolean opensAt(long count) throws InterruptedException {
        open = count;
        return valve.opens(new Count(count, MOST));
    }

    @Test
    void opensWhenThreeQuartersAreInUse() throws Exception {
        begin();
        assertThat(opensAt(750)).isFalse();
        assertThat(opensAt(751)).isTrue();
        assertThat(opened).hasValue(1);
    }

    @Test
    void opensAgainWhenTheyComeAgain() throws Exception {
        begin();
        assertThat(opensAt(751)).isTrue();
        assertThat(opensAt(600)).isFalse();
        assertThat(opensAt(900)).isTrue();
    }

    @Test
    void doesNotGoOnWhereItIsTheApplicationThatHasThem() throws Exception {
        openAfterwards = 780;
        begin();
        assertThat(opensAt(800)).isTrue();
        assertThat(opensAt(780)).isFalse();
        assertThat(opensAt(904)).isFalse();
        assertThat(opensAt(906)).isTrue();
    }

    @Test
    void opensNotWhereThereWereManyFromTheBeginning() throws Exception {
        open = 800;
        begin();
        assertThat(opensAt(801)).isFalse();
    }

    @Test
    void opensWhenManyHaveBeenAddedHoweverManyThereMayBe() throws Exception {
        begin();
        assertThat(valve.opens(new Count(16_484, 1_000_000))).isFalse();
        assertThat(valve.opens(new Count(16_485, 1_000_000))).isTrue();
    }

    @Nested
    @DisabledOnOs(value = OS.WINDOWS, disabledReason = "nobody counts them there")
    class TheProcess {
        @Test
        void isCounted() throws IOException {
            OpenFiles files = OpenFiles.ofProcess();
            List<FileInputStream> streams = new ArrayList<>();
            Count before = files.count();
            try {
                for (int i = 0; i < 100; i++) {
                    streams.add(new FileInputStream("/dev/null"));
                }
                assertThat(files.count().open()).isBetween(before.open() + 90, before.open() + 200);
                assertThat(files.count().most()).isGreaterThan(before.open());
            } finally {
                for (FileInputStream stream : streams) {
                    stream.close();
                }
            }
        }
    }
}
