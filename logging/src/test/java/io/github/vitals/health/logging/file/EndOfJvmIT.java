package io.github.vitals.health.logging.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.logging.file.EndingProgram.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is in the files of a JVM that ends in order. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class EndOfJvmIT {
    @TempDir
    private Path folder;

    private List<String> lines() throws IOException {
        List<String> all = new ArrayList<>();
        for (LogFiles.LogFile file : new LogFiles(folder, "app", ".json").list()) {
            all.addAll(Files.readAllLines(file.path()));
        }
        return all;
    }

    private static Stream<String> numbered(String prefix, int events) {
        return IntStream.range(0, events).mapToObj(each -> prefix + each);
    }

    @Test
    void whatAnotherHookLogsIsThereAlthoughItHaltsTheProcess() throws Exception {
        Files.delete(folder);
        Files.createFile(folder);
        try (LoggingJvm jvm = LoggingJvm.start(EndingProgram.class, folder, Way.HALTED_BY_A_HOOK, 20_000)) {
            jvm.awaitTold("up");
            jvm.askToEnd();
            jvm.awaitTold("ending");
            Files.delete(folder);
            jvm.awaitEnd();
        }
        assertThat(lines())
                .hasSize(EndingProgram.BEFORE + EndingProgram.IN_HOOK)
                .isEqualTo(
                        Stream.concat(numbered("main ", EndingProgram.BEFORE), numbered("hook ", EndingProgram.IN_HOOK))
                                .toList());
    }

    @ParameterizedTest
    @EnumSource(names = {"STOPPED_BY_A_HOOK", "WHILE_STOPPING", "DONE"})
    void whatIsQueuedIsWrittenHoweverItEnds(Way way) throws Exception {
        try (LoggingJvm jvm = LoggingJvm.start(EndingProgram.class, folder, way, 20_000)) {
            jvm.awaitEnd();
            assertThat(jvm.errors()).isEmpty();
        }
        assertThat(lines())
                .hasSize(EndingProgram.BEFORE)
                .isEqualTo(numbered("main ", EndingProgram.BEFORE).toList());
    }

    @Test
    void whatCannotBeWrittenWithinTheLimitIsCounted() throws Exception {
        Path file = Files.createFile(folder.resolve("a file where the directory is to be"));
        try (LoggingJvm jvm = LoggingJvm.start(EndingProgram.class, file, Way.DONE, 200)) {
            jvm.awaitEnd();
            assertThat(jvm.errors())
                    .hasSize(2)
                    .last()
                    .isEqualTo("log output app: the JVM ends with " + EndingProgram.BEFORE + " events not written");
        }
    }
}
