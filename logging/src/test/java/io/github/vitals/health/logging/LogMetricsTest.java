package io.github.vitals.health.logging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.joran.spi.JoranException;
import io.github.vitals.health.logging.archive.LogArchive;
import io.github.vitals.health.logging.audit.AuditEvent;
import io.github.vitals.health.logging.audit.AuditFailedException;
import io.github.vitals.health.logging.audit.AuditLog;
import io.github.vitals.health.logging.file.LogOutput;
import io.github.vitals.health.logging.levels.LogLevels;
import io.github.vitals.health.logging.suppress.RepeatFilter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

class LogMetricsTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    private final List<LogMetrics> opened = new ArrayList<>();

    private void bind(LogMetrics metrics) {
        opened.add(metrics);
        metrics.bindTo(meters);
    }

    @AfterEach
    void close() {
        opened.forEach(LogMetrics::close);
        assertThat(meters.getMeters()).isEmpty();
    }

    private double value(String meter, String... tags) {
        return meters.get(meter).tags(tags).meter().measure().iterator().next().getValue();
    }

    @Test
    void eventsAreCountedByLevelAndGroup() {
        try (FileOutput output = new FileOutput(folder, appender -> {})) {
            bind(LogMetrics.of().group("sql", "org.hibernate", "com.zaxxer.hikari"));
            LoggerFactory.getLogger("org.hibernate.SQL").info("1");
            LoggerFactory.getLogger("com.zaxxer.hikari").info("2");
            LoggerFactory.getLogger("org.hibernatex").info("3");
            LoggerFactory.getLogger("shop").error("4");
            LoggerFactory.getLogger("shop").trace("not logged");
            assertThat(value("log.events", "level", "info", "group", "sql")).isEqualTo(2);
            assertThat(value("log.events", "level", "info", "group", "other")).isEqualTo(1);
            assertThat(value("log.events", "level", "error", "group", "other")).isEqualTo(1);
            assertThat(value("log.events", "level", "trace", "group", "other")).isZero();
            assertThat(output.flushed()).isTrue();
        }
    }

    @Test
    void outputsTellWhatTheyWroteAndWhatWaits() throws Exception {
        try (FileOutput output = new FileOutput(folder, appender -> {})) {
            bind(LogMetrics.of());
            LoggerFactory.getLogger("shop").info("password=hunter2");
            assertThat(output.flushed()).isTrue();
            long size = Files.size(output.appender.currentFile().orElseThrow());
            assertThat(value("log.written", "output", "orders")).isEqualTo(1);
            assertThat(value("log.written.size", "output", "orders")).isEqualTo(size);
            assertThat(value("log.queue.events", "output", "orders")).isZero();
            assertThat(value("log.failing", "output", "orders")).isZero();
            assertThat(value("log.masked", "kind", "named")).isEqualTo(1);
            assertThat(value("log.masked", "kind", "card")).isZero();
        }
    }

    @Test
    void anOutputThatFailsTellsHowFullItIsAndWhatItDropped() throws Exception {
        Path directory = folder.resolve("logs");
        Files.writeString(directory, "a file where the directory is to be");
        try (FileOutput output = new FileOutput(directory, appender -> appender.setQueueEvents(4))) {
            bind(LogMetrics.of());
            LoggerFactory.getLogger("shop").info("first");
            await().until(() -> output.appender.failing().isPresent());
            for (int i = 0; i < 10; i++) {
                LoggerFactory.getLogger("shop").info("{}", i);
            }
            assertThat(value("log.failing", "output", "orders")).isEqualTo(1);
            assertThat(value("log.queue.used", "output", "orders")).isEqualTo(1);
            assertThat(value("log.dropped", "output", "orders", "level", "info"))
                    .isPositive();
            assertThat(value("log.dropped", "output", "orders", "level", "error"))
                    .isZero();
            Files.delete(directory);
            await().until(() -> output.appender.failing().isEmpty());
        }
    }

    @Test
    void whatIsHeldBackIsCounted() {
        try (FileOutput output = new FileOutput(folder, appender -> {})) {
            RepeatFilter repeats = new RepeatFilter();
            repeats.setContext(output.context);
            repeats.setBurst(1);
            repeats.start();
            output.context.addTurboFilter(repeats);
            bind(LogMetrics.of());
            for (int i = 0; i < 5; i++) {
                LoggerFactory.getLogger("shop").info("again");
            }
            assertThat(value("log.held.back", "level", "info")).isEqualTo(4);
        }
    }

    @Test
    void anArchiveTellsWhatItDid() throws Exception {
        Files.writeString(folder.resolve("orders-2026-01-01.0.json"), "{}\n");
        Files.writeString(folder.resolve("orders-2026-01-01.1.json"), "{}\n");
        try (LogArchive archive = LogArchive.builder(folder, "orders")
                .after(Duration.ZERO)
                .retention(Duration.ZERO)
                .build()) {
            bind(LogMetrics.of().archive("orders", archive));
            archive.run();
            assertThat(value("log.archive.files", "archive", "orders")).isEqualTo(1);
            assertThat(value("log.archive.failures", "archive", "orders")).isZero();
            assertThat(value("log.archive.failing", "archive", "orders")).isZero();
            assertThat(value("log.archive.backlog.files", "archive", "orders")).isZero();
            assertThat(value("log.archive.deleted", "archive", "orders", "reason", "retention"))
                    .isZero();
        }
    }

    /** It leaves the newest alone. */
    @Test
    void anArchiveThatLogbackHasIsKnownByItself() throws Exception {
        Files.writeString(folder.resolve("orders-2026-01-01.0.json"), "{}\n");
        Files.writeString(folder.resolve("orders-2026-01-01.1.json"), "{}\n");
        configure("""
                <configuration>
                  <contextListener class="io.github.vitals.health.logging.archive.LogArchiving">
                    <directory>%s</directory>
                    <name>orders</name>
                    <after>1 milliseconds</after>
                    <retention>0 days</retention>
                  </contextListener>
                </configuration>
                """.formatted(folder));
        try {
            bind(LogMetrics.of());
            await().untilAsserted(() ->
                    assertThat(value("log.archive.files", "archive", "orders")).isEqualTo(1));
        } finally {
            logback().reset();
        }
    }

    @Test
    void metersGoOverToANewConfiguration() throws Exception {
        try (FileOutput before = new FileOutput(folder, appender -> {})) {
            bind(LogMetrics.of().group("shop", "shop"));
            LoggerFactory.getLogger("shop").info("before");
            assertThat(before.flushed()).isTrue();
            before.context.reset();
            configure("""
                    <configuration>
                      <appender name="FILE" class="io.github.vitals.health.logging.file.LogFileAppender">
                        <encoder class="io.github.vitals.health.logging.LogEncoder"/>
                        <directory>%s</directory>
                        <prefix>after</prefix>
                      </appender>
                      <root level="INFO">
                        <appender-ref ref="FILE"/>
                      </root>
                    </configuration>
                    """.formatted(folder));
            LoggerFactory.getLogger("shop").info("password=hunter2");
            assertThat(((LogOutput) logback().getLogger(Logger.ROOT_LOGGER_NAME).getAppender("FILE"))
                            .flush(Duration.ofSeconds(10)))
                    .isTrue();
            assertThat(value("log.written", "output", "FILE")).isEqualTo(1);
            assertThat(meters.find("log.written").tag("output", "orders").meter())
                    .isNull();
            assertThat(value("log.masked", "kind", "named")).isEqualTo(1);
            assertThat(value("log.events", "level", "info", "group", "shop")).isEqualTo(2);
        }
    }

    /** One whose events do not pass the root logger, as that of an access log. */
    @Test
    void eventsOfALoggerThatKeepsThemToItselfAreCountedToo() {
        try (FileOutput output = new FileOutput(folder, appender -> {})) {
            output.context.getLogger("access").setAdditive(false);
            bind(LogMetrics.of().group("access", "access"));
            LoggerFactory.getLogger("access").info("kept");
            LoggerFactory.getLogger("access.shop").info("kept");
            assertThat(value("log.events", "level", "info", "group", "access")).isEqualTo(2);
        }
    }

    @Test
    void eventsThatTheEncoderThrowsAtAreCounted() {
        try (FileOutput output = new FileOutput(folder, appender -> appender.setEncoder(new Failing()))) {
            bind(LogMetrics.of());
            LoggerFactory.getLogger("shop").info("not encoded");
            assertThat(output.appender.notEncoded()).isEqualTo(1);
            assertThat(value("log.not.encoded", "output", "orders")).isEqualTo(1);
        }
    }

    @Test
    void anOutputToFilesTellsWhatItFoundAndDeleted() throws Exception {
        Files.writeString(folder.resolve("orders-2026-01-01.0.json"), "{}\n");
        Files.writeString(folder.resolve("orders-2026-01-01.1.json"), "{}\n");
        Files.writeString(folder.resolve("orders-" + LocalDate.now(ZoneOffset.UTC) + ".0.json"), "{\"half");
        try (FileOutput output = new FileOutput(folder, appender -> {})) {
            bind(LogMetrics.of());
            await().until(() -> value("log.torn.lines", "output", output.appender.name()) == 1);
            await().until(() -> value("log.files.deleted", "output", output.appender.name()) == 2);
        }
    }

    private static final class Failing extends EncoderBase<ILoggingEvent> {
        @Override
        public byte[] headerBytes() {
            return new byte[0];
        }

        @Override
        public byte[] encode(ILoggingEvent event) {
            throw new IllegalStateException("cannot");
        }

        @Override
        public byte[] footerBytes() {
            return new byte[0];
        }
    }

    @Test
    void levelsThatAreChangedAreCounted() {
        try (LogLevels levels = LogLevels.logback()) {
            bind(LogMetrics.of().levels(levels));
            LoggerFactory.getLogger("shop");
            assertThat(value("log.levels.changed")).isZero();
            levels.set("shop", Optional.of(Level.DEBUG), Duration.ofMinutes(1), "jane", "ticket 4711");
            assertThat(value("log.levels.changed")).isEqualTo(1);
        }
    }

    @Test
    void anAuditLogTellsWhatIsInIt() {
        AuditLog audit = AuditLog.builder(folder, "audit").open();
        bind(LogMetrics.of().audit("refunds", audit));
        audit.record(AuditEvent.of("order-refunded"));
        audit.close();
        assertThatExceptionOfType(AuditFailedException.class)
                .isThrownBy(() -> audit.record(AuditEvent.of("order-refunded")));
        assertThat(value("log.audit.recorded", "audit", "refunds")).isEqualTo(1);
        assertThat(value("log.audit.failed", "audit", "refunds")).isEqualTo(1);
    }

    @Test
    void afterTheEndNothingIsCounted() {
        try (FileOutput output = new FileOutput(folder, appender -> {})) {
            LogMetrics metrics = LogMetrics.of();
            metrics.bindTo(meters);
            metrics.close();
            output.context.reset();
            assertThat(meters.getMeters()).isEmpty();
            assertThat(output.context
                            .getLogger(Logger.ROOT_LOGGER_NAME)
                            .iteratorForAppenders()
                            .hasNext())
                    .isFalse();
        }
    }

    private static LoggerContext logback() {
        return (LoggerContext) LoggerFactory.getILoggerFactory();
    }

    private static void configure(String xml) throws JoranException {
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(logback());
        configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void aGroupHasLoggers() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> LogMetrics.of().group("sql"))
                .withMessage("loggers: none (expected: names of loggers of the group sql)");
    }
}
