package io.github.vitals.health.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PidFileTest {
    @TempDir
    Path directory;

    @Test
    void findsTheProcessThatWasWrittenDown() throws Exception {
        Path file = directory.resolve("self.pid");
        PidFile.write(file, ProcessHandle.current().pid());
        assertThat(PidFile.running(file)).contains(ProcessHandle.current());
    }

    @Test
    void doesNotTakeAnotherProcessWithTheSamePidForIt() throws Exception {
        Path file = directory.resolve("other.pid");
        Files.writeString(file, ProcessHandle.current().pid() + " 1\n");
        assertThat(PidFile.running(file)).isEmpty();
    }

    @Test
    void findsNothingWhereTheProcessHasEnded() throws Exception {
        Path file = directory.resolve("ended.pid");
        Process process = new ProcessBuilder("sleep", "60").start();
        PidFile.write(file, process.pid());
        assertThat(PidFile.running(file)).contains(process.toHandle());
        process.destroyForcibly().waitFor();
        assertThat(PidFile.running(file)).isEmpty();
    }

    @Test
    void findsNothingInAFileThatIsNotThereOrNotOne() throws Exception {
        assertThat(PidFile.running(directory.resolve("none.pid"))).isEmpty();
        for (String text : new String[] {"", "12", "x y", "-1 2"}) {
            assertThat(PidFile.running(Files.writeString(directory.resolve("bad.pid"), text)))
                    .isEmpty();
        }
    }
}
