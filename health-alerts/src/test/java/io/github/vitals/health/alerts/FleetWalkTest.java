package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Instances freeze, are cut off and are started again, and the store they share goes away: nothing stays open. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class FleetWalkTest {
    private static final int STEPS = 120;
    private static final List<String> CHECKS = List.of("db", "mail", "shop");

    @TempDir
    Path folder;

    /** In that walk a process ends after it has sent a beginning again, alone, that others have closed. */
    private static final long ENDED_ALONE = 34;

    /** {@code -Dwalks=1000} for more of them. */
    static LongStream seeds() {
        return LongStream.concat(LongStream.rangeClosed(1, Long.getLong("walks", 10)), LongStream.of(ENDED_ALONE));
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyBeginningThatWasToldIsToldToBeOver(long seed) {
        Random random = new Random(seed);
        try (Fleet fleet = new Fleet(folder)) {
            List<Fleet.Instance> instances =
                    List.of(fleet.instance("one"), fleet.instance("two"), fleet.instance("three"));
            fleet.pass(2);
            for (int i = 0; i < STEPS; i++) {
                something(fleet, instances.get(random.nextInt(instances.size())), random);
                fleet.pass(1 + random.nextInt(random.nextInt(10) == 0 ? 60 : 8));
            }
            calm(fleet, instances);
            everythingThatHoldsIsOpen(fleet, instances);
            instances.forEach(each -> CHECKS.forEach(each::up));
            fleet.pass(60);
            assertThat(fleet.farSide.triggers()).isPositive();
            assertThat(fleet.farSide.open()).isEmpty();
        }
    }

    private static void something(Fleet fleet, Fleet.Instance it, Random random) {
        String check = CHECKS.get(random.nextInt(CHECKS.size()));
        switch (random.nextInt(12)) {
            case 0, 1 -> it.down(check);
            case 2, 3 -> it.see(check, "*");
            case 4, 5, 6 -> it.up(check);
            case 7 -> it.frozen = !it.frozen;
            case 8 -> it.line.cut = !it.line.cut;
            case 9 -> fleet.memory.down = random.nextBoolean();
            case 10 -> it.deaf = !it.deaf;
            default -> it.restart();
        }
    }

    private static void calm(Fleet fleet, List<Fleet.Instance> instances) {
        fleet.memory.down = false;
        instances.forEach(each -> {
            each.frozen = false;
            each.line.cut = false;
            each.deaf = false;
            each.restart();
        });
        fleet.pass(90);
    }

    private static void everythingThatHoldsIsOpen(Fleet fleet, List<Fleet.Instance> instances) {
        for (Fleet.Instance each : instances) {
            assertThat(each.seen.keySet()).allMatch(fleet.farSide::isOpen);
        }
    }
}
