package io.github.vitals.health.logging.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.core.util.FileSize;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** A folder in which no file may be made for a while. */
@EnabledOnOs(value = OS.LINUX, disabledReason = "takes the permission away as Linux does")
class PermissionLostTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final OneOutput output = new OneOutput();
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private LogFileAppender started() {
        return output.start(new LogFileAppender(() -> now, OneOutput.SOON), it -> {
            it.setDirectory(folder.toString());
            it.setMaxFileSize(new FileSize(10));
        });
    }

    private void log(LogFileAppender appender, String line) {
        output.logger.info(line);
        assertThat(appender.flush(LONG)).isTrue();
    }

    private Path file(int number) {
        return folder.resolve("app-2026-03-01." + number + ".json");
    }

    @Test
    void ifTheNextFileCannotBeOpenedEventsGoToTheOneBeforeUntilItCan() throws Exception {
        LogFileAppender appender = started();
        log(appender, "12345678");
        try (ReadOnlyFolder unused = ReadOnlyFolder.of(folder)) {
            log(appender, "beyond");
            log(appender, "the size");
            assertThat(file(0)).hasContent("12345678\nbeyond\nthe size\n");
            assertThat(appender.failing())
                    .hasValueSatisfying(failure -> assertThat(failure.why()).startsWith("next file: java.nio.file."));
        }
        log(appender, "soon");
        now = now.plus(Duration.ofSeconds(1));
        log(appender, "at last");
        assertThat(file(0)).content().endsWith("the size\nsoon\n");
        assertThat(file(1)).hasContent("at last\n");
        assertThat(appender.failing()).isEmpty();
        appender.stop();
    }

    @Test
    void withoutPermissionAtTheStartEventsWaitForIt() throws Exception {
        LogFileAppender appender;
        try (ReadOnlyFolder unused = ReadOnlyFolder.of(folder)) {
            appender = started();
            output.logger.info("early");
            await().until(() -> appender.failing().isPresent());
            assertThat(Files.exists(file(0))).isFalse();
        }
        assertThat(appender.flush(LONG)).isTrue();
        assertThat(file(0)).hasContent("early\n");
        appender.stop();
    }
}
