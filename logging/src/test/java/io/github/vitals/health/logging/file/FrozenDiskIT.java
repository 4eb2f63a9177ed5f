package io.github.vitals.health.logging.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import io.github.vitals.health.servers.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.slf4j.event.Level;

/** A disk that hangs: whoever writes to it waits in the system, and not even a signal ends that. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class FrozenDiskIT {
    private static final int EVENTS = 20_000;

    private final OneOutput output =
            new OneOutput(new LoggerContext(), new PatternLayoutEncoder(), "%level %msg %kvp{NONE}%n");

    @Test
    void whileADiskHangsTheApplicationGoesOnAndLosesTheLowestLevelsOnly() throws Exception {
        Optional<SmallDisk> mounted = SmallDisk.image(8);
        assumeThat(mounted).isPresent();
        try (SmallDisk disk = mounted.orElseThrow()) {
            LogFileAppender appender = output.start(disk.folder());
            log(1);
            assertThat(appender.flush(Duration.ofSeconds(10))).isTrue();
            Process thaw = thawLater(disk);
            assumeThat(fsfreeze("--freeze", disk)).isTrue();
            try {
                IntStream.rangeClosed(2, EVENTS).forEach(this::log);
                assertThat(appender.eventsWritten()).isEqualTo(1);
            } finally {
                assertThat(fsfreeze("--unfreeze", disk)).isTrue();
                thaw.descendants().forEach(ProcessHandle::destroy);
                thaw.destroy();
            }
            assertThat(appender.flush(Duration.ofSeconds(10))).isTrue();
            List<String> lines = Files.readAllLines(appender.currentFile().orElseThrow());
            appender.stop();
            assertThat(lines).filteredOn(line -> line.startsWith("ERROR")).hasSize(EVENTS / 1_000);
            assertThat(lines).filteredOn(line -> !line.startsWith("WARN")).hasSize((int)
                    (EVENTS - appender.dropped(Level.INFO)));
            assertThat(appender.dropped(Level.INFO)).isPositive();
        }
    }

    private void log(int number) {
        output.logger.atLevel(number % 1_000 == 0 ? Level.ERROR : Level.INFO).log("event " + number);
    }

    /** Should this process be killed meanwhile, the disk does not stay frozen. */
    private static Process thawLater(SmallDisk disk) throws Exception {
        return new ProcessBuilder("sh", "-c", "sleep 60; fsfreeze --unfreeze " + disk.folder())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    private static boolean fsfreeze(String option, SmallDisk disk) throws Exception {
        Path folder = disk.folder();
        return new ProcessBuilder("sh", "-c", "fsfreeze " + option + " " + folder)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
