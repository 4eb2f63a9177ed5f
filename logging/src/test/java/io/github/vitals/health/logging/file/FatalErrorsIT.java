package io.github.vitals.health.logging.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class FatalErrorsIT {
    @TempDir
    private Path folder;

    @Test
    void whatEndedAThreadIsInTheFileAlthoughTheProcessIsHaltedRightAfter() throws Exception {
        try (LoggingJvm jvm = LoggingJvm.start(FatalProgram.class, folder)) {
            jvm.awaitEnd();
            assertThat(jvm.errors()).containsExactly("told: set true", "told: again false");
        }
        Path file = new LogFiles(folder, "app", ".json").list().get(0).path();
        assertThat(Files.readAllLines(file).stream().filter(line -> line.startsWith("ERROR")))
                .satisfiesExactly(
                        line -> assertThat(line).isEqualTo(event("out-of-memory", "OutOfMemoryError: Java heap space")),
                        line -> assertThat(line).isEqualTo(event("too-deep", "StackOverflowError")),
                        line -> assertThat(line)
                                .isEqualTo(event("exception", "IllegalStateException: nobody catches it")));
    }

    private static String event(String thread, String thrown) {
        return "ERROR event.action=uncaught-exception error.thread=" + thread + " java.lang." + thrown;
    }
}
