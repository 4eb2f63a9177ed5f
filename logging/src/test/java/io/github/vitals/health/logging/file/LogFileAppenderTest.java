package io.github.vitals.health.logging.file;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileAppenderTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final OneOutput output = new OneOutput();
    private volatile Instant now = Instant.parse("2026-03-01T12:00:00Z");

    private LogFileAppender started(long maxFileSize) {
        return output.start(new LogFileAppender(() -> now, LogWriter.Backoff.STANDARD), it -> {
            it.setDirectory(folder.toString());
            it.setMaxFileSize(new FileSize(maxFileSize));
        });
    }

    private void log(String message) {
        output.logger.info(message);
    }

    private List<String> lines(String file) throws IOException {
        return Files.readAllLines(folder.resolve(file));
    }

    @Test
    void linesAreInOrderAndCompleteAfterStop() throws IOException {
        LogFileAppender appender = started(1_000_000);
        List<String> expected = new ArrayList<>();
        IntStream.range(0, 2000).mapToObj(i -> "line " + i).forEach(line -> {
            log(line);
            expected.add(line);
        });
        appender.stop();
        assertThat(lines("app-2026-03-01.0.json")).isEqualTo(expected);
    }

    @Test
    void theNextFileComesWithTheSizeAndWithTheDay() throws IOException {
        LogFileAppender appender = started(10);
        log("12345678");
        assertThat(appender.flush(LONG)).isTrue();
        log("abcdefgh");
        assertThat(appender.flush(LONG)).isTrue();
        now = now.plus(Duration.ofDays(1));
        log("tomorrow");
        appender.stop();
        assertThat(lines("app-2026-03-01.0.json")).containsExactly("12345678");
        assertThat(lines("app-2026-03-01.1.json")).containsExactly("abcdefgh");
        assertThat(lines("app-2026-03-02.0.json")).containsExactly("tomorrow");
    }

    @Test
    void aTornLineIsEndedAndTold() throws IOException {
        Files.writeString(folder.resolve("app-2026-03-01.0.json"), "whole\nhal");
        LogFileAppender appender = started(1_000_000);
        log("next");
        assertThat(appender.flush(LONG)).isTrue();
        assertThat(appender.tornLines()).isEqualTo(1);
        appender.stop();
        assertThat(lines("app-2026-03-01.0.json"))
                .containsExactly("whole", "hal", "A log file ended in the middle of a line", "next");
    }

    @Test
    void aTornLineIsToldAlsoIfNothingIsLogged() throws IOException {
        Files.writeString(folder.resolve("app-2026-03-01.0.json"), "hal");
        started(1_000_000).stop();
        assertThat(lines("app-2026-03-01.0.json")).containsExactly("hal", "A log file ended in the middle of a line");
    }

    @Test
    void ofTwoWithOneNameEachHasFilesOfItsOwn() throws IOException {
        LogFileAppender first = started(1_000_000);
        log("one");
        assertThat(first.flush(LONG)).isTrue();
        LogFileAppender second = started(1_000_000);
        log("two");
        assertThat(second.flush(LONG)).isTrue();
        assertThat(second.currentFile()).isNotEqualTo(first.currentFile());
        second.stop();
        first.stop();
    }
}
