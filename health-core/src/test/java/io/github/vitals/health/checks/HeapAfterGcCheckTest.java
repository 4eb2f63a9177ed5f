package io.github.vitals.health.checks;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.lang.management.MemoryUsage;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HeapAfterGcCheckTest {
    private static HeapPools.Pool pool(String name, long used, long max) {
        return new HeapPools.Pool(name, () -> new MemoryUsage(0, used, used, max));
    }

    private static HealthResult run(HeapPools.Pool... pools) throws Exception {
        return Run.once(HeapAfterGcCheck.builder()
                .reading(new HeapPools(List.of(pools)))
                .build());
    }

    @Test
    void whatSurvivedDecides() throws Exception {
        assertThat(run(pool("G1 Old Gen", 799, 1000)).status()).isEqualTo(UP);
        assertThat(run(pool("G1 Old Gen", 800, 1000)).status()).isEqualTo(DEGRADED);
        assertThat(run(pool("G1 Old Gen", 950, 1000)).status()).isEqualTo(DOWN);
    }

    @Test
    void theResultHasTheNumbers() throws Exception {
        HealthResult result = run(pool("G1 Eden Space", 1, 5), pool("G1 Old Gen", 960, 1000));
        assertThat(result.reason()).contains(FailureReason.SATURATED);
        assertThat(result.message()).isEqualTo("96 % of the heap for long-lived objects survived the last collection");
        assertThat(result.details())
                .containsEntry("usedBytes", 960L)
                .containsEntry("maxBytes", 1000L)
                .containsEntry("usedPercent", 96.0)
                .containsEntry("pools", "[G1 Old Gen]");
    }

    /** The heap's pools as the collectors of OpenJDK and OpenJ9 name them. */
    @ParameterizedTest
    @CsvSource({
        "Eden Space;Survivor Space;Tenured Gen, Tenured Gen",
        "PS Eden Space;PS Survivor Space;PS Old Gen, PS Old Gen",
        "G1 Eden Space;G1 Survivor Space;G1 Old Gen, G1 Old Gen",
        "ZHeap, ZHeap",
        "ZGC Young Generation;ZGC Old Generation, ZGC Old Generation",
        "Shenandoah, Shenandoah",
        "Shenandoah Young Gen;Shenandoah Old Gen, Shenandoah Old Gen",
        "tenured-SOA;tenured-LOA;nursery-allocate;nursery-survivor, tenured-SOA;tenured-LOA",
        "one;two, ''"
    })
    void thePoolsOfLongLivedObjectsAreFound(String all, String found) {
        List<HeapPools.Pool> pools =
                Arrays.stream(all.split(";")).map(name -> pool(name, 1, 2)).toList();
        String names = String.join(
                ";",
                new HeapPools(pools)
                        .survivors().stream().map(HeapPools.Pool::name).toList());
        assertThat(names).isEqualTo(found);
    }

    @Test
    void severalPoolsOfLongLivedObjectsAreAddedUp() throws Exception {
        HealthResult result = run(pool("tenured-SOA", 900, 900), pool("tenured-LOA", 0, 100));
        assertThat(result.status()).isEqualTo(DEGRADED);
        assertThat(result.details()).containsEntry("usedPercent", 90.0);
    }

    @Test
    void unknownPoolsAreUnknownAndNamed() throws Exception {
        HealthResult result = run(pool("left", 1, 2), pool("right", 1, 2));
        assertThat(result.status()).isEqualTo(UNKNOWN);
        assertThat(result.message()).contains("[left, right]");
    }

    @Test
    void aPoolThatDoesNotTellIsUnknown() throws Exception {
        assertThat(run(pool("G1 Old Gen", 1, -1)).message()).contains("G1 Old Gen", "no maximum");
        HealthResult silent = run(new HeapPools.Pool("Old", () -> null));
        assertThat(silent.status()).isEqualTo(UNKNOWN);
        assertThat(silent.message()).contains("no usage after collection");
    }

    @Test
    void aPoolThatWasNotCollectedYetIsUp() throws Exception {
        HealthResult result = run(pool("G1 Old Gen", 0, 1000));
        assertThat(result.status()).isEqualTo(UP);
        assertThat(result.message()).isEqualTo("not collected yet");
    }

    @Test
    void thisJvmIsUp() throws Exception {
        System.gc();
        HealthResult result = Run.once(HeapAfterGcCheck.of());
        assertThat(result.status()).isEqualTo(UP);
        assertThat((Long) result.details().get("usedBytes")).isPositive();
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> HeapAfterGcCheck.builder().degradedAt(0))
                .hasMessage("degradedAt: 0.0 (expected: more than 0, at most 100)");
        assertThatThrownBy(() -> HeapAfterGcCheck.builder().downAt(Double.NaN))
                .hasMessage("downAt: NaN (expected: more than 0, at most 100)");
        assertThatThrownBy(() -> HeapAfterGcCheck.builder().downAt(70).build())
                .hasMessage("downAt: 70 (expected: at least degradedAt, 80)");
    }
}
