package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.alerts.storm.CrashStorm;
import io.github.vitals.health.alerts.storm.StormCount;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class CrashIT {
    @TempDir
    Path folder;

    @Test
    void nothingIsLostByKillsAtAnyMoment() throws Exception {
        StormCount count = CrashStorm.run(folder, 12, 42);
        assertThat(count.incidents()).isPositive();
        assertThat(count.lostTriggers()).isZero();
        assertThat(count.lostResolves()).isZero();
        assertThat(count.strays()).isZero();
    }
}
