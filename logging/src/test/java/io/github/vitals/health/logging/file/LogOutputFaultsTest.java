package io.github.vitals.health.logging.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.util.FileSize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogOutputFaultsTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    @TempDir
    Path folder;

    private final OneOutput output = new OneOutput(new LoggerContext(), new Choosy(), "%level %msg %kvp{NONE}%n");

    private static final class Choosy extends PatternLayoutEncoder {
        @Override
        public byte[] encode(ILoggingEvent event) {
            if (event.getMessage().equals("poison")) {
                throw new IllegalStateException("not this one");
            }
            return super.encode(event);
        }
    }

    private LogFileAppender started(Path directory, Consumer<LogFileAppender> settings) {
        return output.start(new LogFileAppender(() -> Instant.parse("2026-03-01T12:00:00Z"), OneOutput.SOON), it -> {
            it.setDirectory(directory.toString());
            settings.accept(it);
        });
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> !name.endsWith(".lock"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void whileNothingCanBeWrittenTheLowestLevelsGoAndTheLogSaysSo() throws IOException {
        Path directory = folder.resolve("logs");
        Files.writeString(directory, "a file where the directory is to be");
        LogFileAppender appender = started(directory, it -> it.setQueueEvents(4));
        output.logger.info("in hand");
        await().until(() -> appender.failing().isPresent());
        for (int i = 0; i < 4; i++) {
            output.logger.debug("debug {}", i);
        }
        for (int i = 0; i < 4; i++) {
            output.logger.error("error {}", i);
        }
        output.logger.info("too late");
        assertThat(appender.dropped(org.slf4j.event.Level.ERROR)).isZero();
        assertThat(appender.dropped(org.slf4j.event.Level.DEBUG)).isEqualTo(4);
        Files.delete(directory);
        await().until(() -> appender.failing().isEmpty());
        assertThat(appender.flush(LONG)).isTrue();
        Path file = appender.currentFile().orElseThrow();
        appender.stop();
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).filteredOn(line -> line.startsWith("ERROR")).hasSize(4);
        assertThat(lines)
                .filteredOn(line -> line.startsWith("WARN Events are dropped because the log queue is full"))
                .singleElement()
                .asString()
                .contains("log.dropped.debug=4")
                .contains("log.dropped.error=0");
    }

    @Test
    void noErrorEndsTheThreadThatWritesNotEvenOneWhileTheErrorIsTold() {
        AtomicInteger asked = new AtomicInteger();
        LogFileAppender appender = output.start(
                new LogFileAppender(
                        () -> {
                            if (asked.getAndIncrement() < 4) {
                                throw new OutOfMemoryError("as if");
                            }
                            return Instant.parse("2026-03-01T12:00:00Z");
                        },
                        OneOutput.SOON),
                it -> it.setDirectory(folder.toString()));
        output.logger.info("x");
        assertThat(appender.flush(LONG)).isTrue();
        assertThat(appender.eventsWritten()).isEqualTo(1);
        appender.stop();
    }

    @Test
    void anErrorWhileTheLogTellsOfItselfCostsNoEvent() throws IOException {
        LoggerContext forgetful = new LoggerContext() {
            @Override
            public Logger getLogger(String name) {
                if (name.endsWith(".file")) {
                    throw new OutOfMemoryError("as if");
                }
                return super.getLogger(name);
            }
        };
        Files.writeString(folder.resolve("app-2026-03-01.0.json"), "hal");
        OneOutput output = new OneOutput(forgetful, new PatternLayoutEncoder(), "%msg%n");
        LogFileAppender appender =
                output.start(new LogFileAppender(() -> Instant.parse("2026-03-01T12:00:00Z"), OneOutput.SOON), it -> {
                    it.setDirectory(folder.toString());
                    it.setQueueBytes(new FileSize(100));
                });
        output.logger.info("too long: " + "x".repeat(100));
        output.logger.info("x");
        assertThat(appender.flush(LONG)).isTrue();
        appender.stop();
        assertThat(Files.readAllLines(folder.resolve("app-2026-03-01.0.json"))).containsExactly("hal", "x");
    }

    @Test
    void anEncoderThatThrowsCostsTheOneEvent() throws IOException {
        LogFileAppender appender = started(folder, it -> {});
        output.logger.info("before");
        output.logger.info("poison");
        output.logger.info("after");
        assertThat(appender.flush(LONG)).isTrue();
        appender.stop();
        assertThat(appender.notEncoded()).isEqualTo(1);
        assertThat(Files.readAllLines(folder.resolve("app-2026-03-01.0.json")))
                .extracting(String::strip)
                .containsExactly("INFO before", "INFO after");
    }

    @Test
    void closedFilesThatAreTooOldAreDeletedAndNoOthers() throws IOException {
        for (String name : List.of(
                "app-2026-02-21.0.json",
                "app-2026-02-22.0.json",
                "app-2026-02-22.1.json",
                "other-2026-01-01.0.json",
                "app-2026-01-01.0.json.gz",
                "app-notes.json")) {
            Files.writeString(folder.resolve(name), "x\n");
        }
        LogFileAppender appender = started(folder, it -> it.setMaxDays(7));
        assertThat(appender.flush(LONG)).isTrue();
        await().until(() -> appender.filesDeleted() == 1);
        appender.stop();
        assertThat(names())
                .containsExactly(
                        "app-2026-01-01.0.json.gz",
                        "app-2026-02-22.0.json",
                        "app-2026-02-22.1.json",
                        "app-2026-03-01.0.json",
                        "app-notes.json",
                        "other-2026-01-01.0.json");
    }

    @Test
    void beyondTheCapTheOldestClosedFilesAreDeleted() throws IOException {
        IntStream.range(0, 5).forEach(i -> write("app-2026-02-28." + i + ".json", 100));
        LogFileAppender appender = started(folder, it -> it.setTotalSizeCap(new FileSize(300)));
        await().until(() -> appender.filesDeleted() == 2);
        appender.stop();
        assertThat(names())
                .containsExactly(
                        "app-2026-02-28.2.json",
                        "app-2026-02-28.3.json",
                        "app-2026-02-28.4.json",
                        "app-2026-03-01.0.json");
    }

    @Test
    void nothingIsDeletedIfSomethingElseSeesToIt() throws IOException {
        write("app-2020-01-01.0.json", 100);
        LogFileAppender appender = started(folder, it -> {
            it.setDeleteClosed(false);
            it.setTotalSizeCap(new FileSize(1));
        });
        output.logger.info("x");
        assertThat(appender.flush(LONG)).isTrue();
        appender.stop();
        assertThat(names()).contains("app-2020-01-01.0.json");
    }

    private void write(String name, int bytes) {
        try {
            Files.writeString(folder.resolve(name), "x".repeat(bytes - 1) + "\n");
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }
}
