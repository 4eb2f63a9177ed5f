package io.github.vitals.health.logging.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileAppenderXmlTest {
    @TempDir
    Path folder;

    private final LoggerContext context = new LoggerContext();

    private void configure(String settings) throws JoranException {
        String xml = """
                <configuration>
                  <appender name="vitals-file" class="io.github.vitals.health.logging.file.LogFileAppender">
                    <encoder><pattern>%%msg%%n</pattern></encoder>
                    %s
                  </appender>
                  <root level="INFO"><appender-ref ref="vitals-file"/></root>
                </configuration>
                """.formatted(settings);
        JoranConfigurator joran = new JoranConfigurator();
        joran.setContext(context);
        joran.doConfigure(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    }

    private List<String> complaints() {
        return context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getEffectiveLevel() >= Status.WARN)
                .map(Status::getMessage)
                .toList();
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".log")).toList();
        }
    }

    @Test
    void allSettingsAreElements() throws Exception {
        configure("""
                <directory>%s</directory>
                <prefix>orders</prefix>
                <suffix>.log</suffix>
                <maxFileSize>1MB</maxFileSize>
                <maxDays>3</maxDays>
                <totalSizeCap>1GB</totalSizeCap>
                <deleteClosed>true</deleteClosed>
                <queueEvents>1000</queueEvents>
                <queueBytes>1MB</queueBytes>
                <shutdownTimeout>2 seconds</shutdownTimeout>
                """.formatted(folder));
        context.getLogger("shop").info("hello");
        context.stop();
        assertThat(complaints()).isEmpty();
        assertThat(files()).singleElement().satisfies(file -> {
            assertThat(file.getFileName().toString()).matches("orders-\\d{4}-\\d{2}-\\d{2}\\.0\\.log");
            assertThat(Files.readAllLines(file)).containsExactly("hello");
        });
    }

    @Test
    void aNewConfigurationDrainsTheOldOne() throws Exception {
        configure("<directory>%s</directory><prefix>orders</prefix><suffix>.log</suffix>".formatted(folder));
        for (int i = 0; i < 1_000; i++) {
            context.getLogger("shop").info("hello");
        }
        context.reset();
        assertThat(Files.readAllLines(files().get(0))).hasSize(1_000);
    }

    @Test
    void whatCannotBeInTheNameOfAFileBecomesAHyphen() throws Exception {
        configure("<directory>%s</directory><prefix>../my orders</prefix><suffix>.log</suffix>".formatted(folder));
        context.getLogger("shop").info("hello");
        context.stop();
        assertThat(complaints()).isEmpty();
        assertThat(files())
                .singleElement()
                .satisfies(file -> assertThat(file.getFileName().toString()).startsWith("..-my-orders-2"));
    }

    @Test
    void anOutputThatNeverStartedHasFiguresOfNought() throws Exception {
        configure("<prefix>orders</prefix>");
        assertThat(complaints()).contains("directory: none (expected: where the files are)");
        LogOutput output = (LogOutput) context.getLogger("ROOT").getAppender("vitals-file");
        assertThat(output.eventsWritten()).isZero();
        assertThat(output.failing()).isEmpty();
        assertThat(output.flush(Duration.ofSeconds(1))).isTrue();
        context.stop();
    }
}
