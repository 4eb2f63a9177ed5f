package io.github.vitals.health.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.core.status.ErrorStatus;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class VitalsLoggingTest {
    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();

    @TempDir
    Path directory;

    @AfterEach
    void leaveLogbackAlone() {
        context.reset();
        context.getStatusManager().clear();
        context.start();
    }

    private VitalsLogging quiet() {
        return VitalsLogging.with().directory(directory).set("vitals.log.console", "off");
    }

    private List<String> lines() throws Exception {
        return Files.readAllLines(Logging.files(directory).get(0));
    }

    @Test
    void oneCallIsEnough() throws Exception {
        quiet().service("orders", "1.4.2").set("vitals.log.fields", "team=shop").start();
        LoggerFactory.getLogger("shop").info("hello");
        JsonNode event = Logging.parse(lines().get(0)).get(0);
        assertThat(event.get("service.name").asString()).isEqualTo("orders");
        assertThat(event.get("service.version").asString()).isEqualTo("1.4.2");
        assertThat(event.get("team").asString()).isEqualTo("shop");
        assertThat(event.get("host.name").asString()).isNotBlank();
    }

    @Test
    void theFormatIsOfFilesAndConsole() throws Exception {
        quiet().format(LogFormat.CONSOLE).start();
        LoggerFactory.getLogger("shop").info("hello");
        assertThat(lines()).hasSize(1).allMatch(line -> line.endsWith("INFO  [main] shop - hello"));
    }

    @Test
    void whatIsMaskedAndWhatNotIsSetByProperties() throws Exception {
        quiet().set("vitals.log.mask.fields", "birthday")
                .set("vitals.log.mask.pattern", "KD-\\d{4}")
                .set("vitals.log.mask.not", "email")
                .set("vitals.log.max.event.size", "8KB")
                .start();
        LoggerFactory.getLogger("shop")
                .atInfo()
                .addKeyValue("birthday", "1.1.1970")
                .log("KD-0001 of jane@example.org {}", "x".repeat(10_000));
        JsonNode event = Logging.parse(lines().get(0)).get(0);
        assertThat(event.get("birthday").asString()).isEqualTo("***");
        assertThat(event.get("message").asString()).startsWith("*** of jane@example.org");
        assertThat(event.get("log.truncated").asBoolean()).isTrue();
    }

    @Test
    void aRuleThatIsNoneIsToldAndEndsNoLog() throws Exception {
        PrintStream before = System.err;
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        System.setErr(new PrintStream(errors, true, UTF_8));
        try {
            quiet().set("vitals.log.mask.pattern", "(")
                    .set("vitals.log.mask.fields", "birthday")
                    .start();
        } finally {
            System.setErr(before);
        }
        assertThat(errors.toString(UTF_8)).contains("pattern: ( (expected: RE2 syntax");
        LoggerFactory.getLogger("shop")
                .atInfo()
                .addKeyValue("birthday", "1.1.1970")
                .log("password=hunter2");
        assertThat(Logging.parse(lines().get(0)).get(0).get("birthday").asString())
                .isEqualTo("***");
        assertThat(lines().get(0)).doesNotContain("hunter2");
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .filteredOn(ErrorStatus.class::isInstance)
                .extracting(status -> status.getMessage())
                .anyMatch(message -> message.startsWith("pattern: ( (expected: RE2 syntax"));
    }

    @Test
    void floodsAreHeldBackIfAskedAndToldWhenTheLogEnds() throws Exception {
        quiet().set("vitals.log.repeats", "limited").start();
        for (int i = 0; i < 1_000; i++) {
            LoggerFactory.getLogger("shop").info("again {}", i);
        }
        context.stop();
        assertThat(lines()).hasSizeBetween(101, 999).last().asString().contains("log-repeated");
    }

    @Test
    void otherPropertiesAreRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> VitalsLogging.with().set("log.level", "DEBUG"))
                .withMessage("property: log.level (expected: begins with vitals.)");
    }
}
