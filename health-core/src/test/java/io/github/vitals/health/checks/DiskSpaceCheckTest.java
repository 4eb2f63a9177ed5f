package io.github.vitals.health.checks;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskSpaceCheckTest {
    private static final long MIB = 1L << 20;
    private static final long GIB = 1L << 30;
    private static final Path DATA = Path.of("/data");
    private static final Path LOGS = Path.of("/logs");

    private final ManualTicker ticker = new ManualTicker();
    private final Map<Path, Volume.Space> stores = new HashMap<>();

    private DiskSpaceCheck.Builder builder(Path... paths) {
        return DiskSpaceCheck.builder(paths).reading(stores::get, ticker);
    }

    private HealthResult run(DiskSpaceCheck check, long free, long total) throws Exception {
        stores.put(DATA, new Volume.Space(total, free));
        return Run.once(check);
    }

    @Nested
    class Limits {
        private HealthStatus status(long free, long total) throws Exception {
            return run(builder(DATA).build(), free, total).status();
        }

        @Test
        void percentOfALargeStoreDecides() throws Exception {
            assertThat(status(100 * GIB, 1000 * GIB)).isEqualTo(UP);
            assertThat(status(100 * GIB - 1, 1000 * GIB)).isEqualTo(DEGRADED);
            assertThat(status(30 * GIB, 1000 * GIB)).isEqualTo(DEGRADED);
            assertThat(status(30 * GIB - 1, 1000 * GIB)).isEqualTo(DOWN);
        }

        @Test
        void bytesOfASmallStoreDecide() throws Exception {
            assertThat(status(100 * MIB, 200 * MIB)).isEqualTo(UP);
            assertThat(status(100 * MIB - 1, 200 * MIB)).isEqualTo(DEGRADED);
            assertThat(status(10 * MIB - 1, 50 * MIB)).isEqualTo(DOWN);
        }

        @Test
        void aFullStoreIsDownAndSaysSo() throws Exception {
            HealthResult result = run(builder(DATA).build(), GIB, 100 * GIB);
            assertThat(result.reason()).contains(FailureReason.SATURATED);
            assertThat(result.message()).isEqualTo("/data has 1.0 GiB free (1 %)");
            assertThat(result.details())
                    .containsEntry("/data.freeBytes", GIB)
                    .containsEntry("/data.totalBytes", 100 * GIB)
                    .containsEntry("/data.freePercent", 1.0);
        }

        @Test
        void ownLimitsCount() throws Exception {
            DiskSpaceCheck check =
                    builder(DATA).degradedBelow(0, 50).downBelow(0, 20).build();
            assertThat(run(check, 50, 1_000_000).status()).isEqualTo(UP);
            assertThat(run(check, 49, 1_000_000).status()).isEqualTo(DEGRADED);
            assertThat(run(check, 19, 1_000_000).status()).isEqualTo(DOWN);
        }

        @Test
        void theWorstStoreDecidesAndEachIsShown() throws Exception {
            stores.put(LOGS, new Volume.Space(100 * GIB, 50 * GIB));
            HealthResult result = run(builder(LOGS, DATA).build(), 0, 100 * GIB);
            assertThat(result.status()).isEqualTo(DOWN);
            assertThat(result.message()).startsWith("/data").doesNotContain("/logs");
            assertThat(result.details()).containsKeys("/logs.freeBytes", "/data.freeBytes");
        }

        @Test
        void aStoreWithoutASizeIsUnknown() throws Exception {
            assertThat(status(0, 0)).isEqualTo(UNKNOWN);
        }
    }

    @Nested
    class Forecast {
        private final DiskSpaceCheck check = builder(DATA).build();

        /** One run a minute, and so much less free space after each; returns the last result. */
        private HealthResult shrink(int minutes, long from, long byMinute) throws Exception {
            HealthResult result = HealthResult.up();
            for (int minute = 0; minute <= minutes; minute++) {
                result = run(check, from - minute * byMinute, 1000 * GIB);
                ticker.pass(Duration.ofMinutes(1));
            }
            return result;
        }

        @Test
        void aStoreThatWillSoonBeFullIsDegraded() throws Exception {
            HealthResult result = shrink(60, 260 * GIB, GIB);
            assertThat(result.status()).isEqualTo(DEGRADED);
            assertThat(result.reason()).contains(FailureReason.SATURATED);
            assertThat(result.details()).containsEntry("/data.fullIn", "PT3H20M");
            assertThat(result.message()).isEqualTo("/data will be full in PT3H20M");
        }

        @Test
        void aStoreThatWillBeFullLaterIsUpAndSaysWhen() throws Exception {
            HealthResult result = shrink(60, 360 * GIB, GIB);
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.details()).containsEntry("/data.fullIn", "PT5H");
        }

        @Test
        void nothingIsForeseenBeforeHalfTheTrend() throws Exception {
            HealthResult result = shrink(29, 260 * GIB, GIB);
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.details()).doesNotContainKey("/data.fullIn");
        }

        @Test
        void aStoreThatDoesNotShrinkIsNeverFull() throws Exception {
            assertThat(shrink(60, 260 * GIB, 0).details()).doesNotContainKey("/data.fullIn");
            assertThat(shrink(120, 260 * GIB, -GIB).details()).doesNotContainKey("/data.fullIn");
        }

        @Test
        void aForecastOfMoreThanTenYearsIsNone() throws Exception {
            assertThat(shrink(60, 260 * GIB, 10).details()).doesNotContainKey("/data.fullIn");
        }

        @Test
        void aStoreThatStoppedShrinkingIsUpAgain() throws Exception {
            shrink(60, 260 * GIB, GIB);
            HealthResult result = shrink(90, 200 * GIB, 0);
            assertThat(result.status()).isEqualTo(UP);
            assertThat(result.details()).doesNotContainKey("/data.fullIn");
        }
    }

    @Nested
    class RealStores {
        @Test
        void theTemporaryFolderHasSpace(@TempDir Path folder) throws Exception {
            HealthResult result = Run.once(DiskSpaceCheck.builder(folder)
                    .degradedBelow(0, 2)
                    .downBelow(0, 1)
                    .build());
            assertThat(result.status()).isEqualTo(UP);
            assertThat((Long) result.details().get(folder + ".freeBytes")).isPositive();
            assertThat((Long) result.details().get(folder + ".totalBytes"))
                    .isGreaterThanOrEqualTo((Long) result.details().get(folder + ".freeBytes"));
        }

        @Test
        void aPathThatVanishedIsDownWithItsName(@TempDir Path folder) throws Exception {
            Path gone = Files.createDirectory(folder.resolve("gone"));
            DiskSpaceCheck check = DiskSpaceCheck.builder(folder, gone)
                    .degradedBelow(0, 2)
                    .downBelow(0, 1)
                    .build();
            assertThat(Run.once(check).status()).isEqualTo(UP);
            Files.delete(gone);
            HealthResult result = Run.once(check);
            assertThat(result.status()).isEqualTo(DOWN);
            assertThat(result.message()).isEqualTo(gone + " does not exist");
            assertThat(result.details()).containsKey(folder + ".freeBytes");
        }

        @Test
        void aStoreThatCannotBeReadIsDownWithItsCause() throws Exception {
            IOException broken = new IOException("input/output error");
            DiskSpaceCheck check = DiskSpaceCheck.builder(DATA)
                    .reading(
                            path -> {
                                throw broken;
                            },
                            ticker)
                    .build();
            HealthResult result = Run.once(check);
            assertThat(result.reason()).contains(FailureReason.EXCEPTION);
            assertThat(result.cause()).contains(broken);
            assertThat(result.message()).contains("/data", "input/output error");
        }
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(DiskSpaceCheck::of).hasMessage("paths: 0 of them (expected: 1 to 16)");
        assertThatThrownBy(() -> DiskSpaceCheck.of(new Path[17])).hasMessage("paths: 17 of them (expected: 1 to 16)");
        assertThatThrownBy(() -> DiskSpaceCheck.of(DATA, null)).hasMessage("paths: null (expected: a path)");
        assertThatThrownBy(() -> builder(DATA).degradedBelow(101, 0))
                .hasMessage("degradedBelow percent: 101.0 (expected: 0 to 100)");
        assertThatThrownBy(() -> builder(DATA).downBelow(0, -1))
                .hasMessage("downBelow bytes: -1 (expected: at least 0)");
        assertThatThrownBy(() -> builder(DATA).downBelow(20, 0).build())
                .hasMessage("downBelow percent: 20 (expected: at most degradedBelow percent, 10)");
        assertThatThrownBy(() -> builder(DATA).downBelow(1, GIB).build())
                .hasMessage("downBelow bytes: 1073741824 (expected: at most degradedBelow bytes, 104857600)");
        assertThatThrownBy(() -> builder(DATA).fullWithin(Duration.ofSeconds(-1)))
                .hasMessage("fullWithin: PT-1S (expected: >= 0)");
        assertThatThrownBy(() -> builder(DATA).trend(Duration.ZERO)).hasMessage("trend: PT0S (expected: > 0)");
        assertThatThrownBy(() -> builder(DATA).trend(Duration.ofDays(4000)))
                .hasMessage("trend: PT96000H (expected: at most PT87600H)");
    }
}
