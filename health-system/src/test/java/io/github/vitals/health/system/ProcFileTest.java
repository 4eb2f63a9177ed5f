package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

@EnabledOnOs(OS.LINUX)
class ProcFileTest {
    @Test
    void aSettingOfTheKernelIsReadToItsEnd() throws IOException {
        assertThat(ProcFile.text(Path.of("/proc/sys/kernel/pid_max"))).matches("\\d{4,}\\s");
    }
}
