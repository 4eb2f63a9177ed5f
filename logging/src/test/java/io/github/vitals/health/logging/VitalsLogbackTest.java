package io.github.vitals.health.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

class VitalsLogbackTest {
    private static final Logger log = LoggerFactory.getLogger("shop.Orders");

    @TempDir
    Path directory;

    @Nested
    class RollingFiles {
        @Test
        void areNamedAfterTheServiceAndTheDay() throws Exception {
            try (Logging logging =
                    Logging.into(directory, Map.of("vitals.log.console", "off", "vitals.service.name", "orders"))) {
                log.info("hello");
                assertThat(logging.events()).hasSize(1);
            }
            assertThat(Logging.files(directory))
                    .containsExactly(directory.resolve("orders-" + LocalDate.now(ZoneOffset.UTC) + ".0.json"));
        }

        @Test
        void rollBySizeWithoutLosingOrRenamingALine() throws Exception {
            Map<String, String> tiny = Map.of(
                    "vitals.log.console", "off",
                    "vitals.log.max.file.size", "4KB",
                    "vitals.log.total.size.cap", "1MB");
            try (Logging logging = Logging.into(directory, tiny)) {
                for (int i = 0; i < 200; i++) {
                    log.atInfo().addKeyValue("number", i).log("filling files");
                }
                assertThat(logging.events())
                        .extracting(event -> event.get("number").asInt())
                        .hasSize(200)
                        .doesNotHaveDuplicates();
            }
            assertThat(Logging.files(directory)).hasSizeGreaterThan(5).allSatisfy(file -> {
                assertThat(file.toString()).endsWith(".json");
                assertThat(Files.size(file)).isLessThan(5_000);
            });
        }

        @Test
        void areDeletedOldestFirstBeyondTheTotalCap() throws Exception {
            Map<String, String> tiny = Map.of(
                    "vitals.log.console", "off",
                    "vitals.log.max.file.size", "4KB",
                    "vitals.log.total.size.cap", "12KB");
            try (Logging logging = Logging.into(directory, tiny)) {
                for (int i = 0; i < 300; i++) {
                    log.atInfo().addKeyValue("number", i).log("filling files");
                    await().pollDelay(Duration.ZERO)
                            .untilAsserted(
                                    () -> assertThat(Logging.files(directory)).hasSizeLessThan(6));
                }
                List<JsonNode> kept = logging.events();
                assertThat(kept)
                        .extracting(event -> event.get("number").asInt())
                        .contains(299)
                        .doesNotContain(0);
            }
        }

        @Test
        void areContinuedByTheNextProcess() throws Exception {
            for (int run = 0; run < 2; run++) {
                try (Logging logging = Logging.into(directory, Map.of("vitals.log.console", "off"))) {
                    log.info("run {}", run);
                    assertThat(logging.events()).hasSize(run + 1);
                }
            }
        }
    }

    @Nested
    class Without {
        @Test
        void aServiceNameFilesAreNamedApplication() throws Exception {
            try (Logging logging = Logging.into(directory, Map.of("vitals.log.console", "off"))) {
                log.info("hello");
                assertThat(logging.onlyEvent().has("service.name")).isFalse();
            }
            assertThat(Logging.files(directory).get(0).getFileName().toString()).startsWith("application-2");
        }
    }

    @Nested
    class Console {
        @Test
        void getsTheSameJson() throws Exception {
            PrintStream before = System.out;
            ByteArrayOutputStream console = new ByteArrayOutputStream();
            System.setOut(new PrintStream(console, true, UTF_8));
            try (Logging logging = Logging.into(directory, Map.of("vitals.log.level", "DEBUG"))) {
                log.debug("Grüße");
                assertThat(Logging.parse(console.toString(UTF_8))).isEqualTo(logging.events());
            } finally {
                System.setOut(before);
            }
            assertThat(Logging.parse(console.toString(UTF_8))
                            .get(0)
                            .get("message")
                            .asString())
                    .isEqualTo("Grüße");
        }
    }

    @Nested
    class AnotherProcess {
        @Test
        void isSetUpByItsEnvironmentAlone() throws Exception {
            JsonNode event = runWith(Map.of(
                    "VITALS_SERVICE_NAME", "billing",
                    "VITALS_SERVICE_ENVIRONMENT", "test",
                    "VITALS_LOG_LEVEL", "DEBUG",
                    "VITALS_LOG_DIR", directory.toString()));
            assertThat(event.get("service.name").asString()).isEqualTo("billing");
            assertThat(event.get("service.environment").asString()).isEqualTo("test");
            assertThat(event.get("service.node.name").asString()).isNotBlank().doesNotContain("UNDEFINED");
            assertThat(Logging.files(directory))
                    .hasSize(1)
                    .allSatisfy(file ->
                            assertThat(Logging.parse(Files.readString(file))).containsExactly(event));
        }

        @Test
        void writesToTheConsoleAndToAFileInTheFolderLogsIfNothingIsSet() throws Exception {
            JsonNode event = runWith(Map.of());
            assertThat(event.get("message").asString()).isEqualTo("hello from another process");
            assertThat(event.has("service.name")).isFalse();
            assertThat(Logging.files(directory.resolve("logs")))
                    .hasSize(1)
                    .allSatisfy(file ->
                            assertThat(Logging.parse(Files.readString(file))).containsExactly(event));
        }

        @ParameterizedTest
        @ValueSource(strings = {"none", ""})
        void writesNoFilesIfToldSo(String none) throws Exception {
            JsonNode event = runWith(Map.of("VITALS_LOG_DIR", none));
            assertThat(event.get("message").asString()).isEqualTo("hello from another process");
            assertThat(Logging.files(directory)).isEmpty();
        }

        @Test
        void prefersASystemPropertyToTheEnvironment() throws Exception {
            JsonNode event = runWith(Map.of("VITALS_SERVICE_NAME", "billing"), "-Dvitals.service.name=shop");
            assertThat(event.get("service.name").asString()).isEqualTo("shop");
        }

        private JsonNode runWith(Map<String, String> environment, String... options) throws Exception {
            ProcessBuilder java = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString());
            java.command().addAll(List.of(options));
            java.command()
                    .addAll(List.of(
                            "-Dlogback.configurationFile=included.xml",
                            "-cp",
                            System.getProperty("java.class.path"),
                            Talker.class.getName()));
            java.environment().putAll(environment);
            java.directory(directory.toFile());
            java.redirectErrorStream(true);
            Process process = java.start();
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            List<JsonNode> events = Logging.parse(output);
            assertThat(events).hasSize(1);
            return events.get(0);
        }
    }

    /** The main class of another process; Logback prints its own complaints to the console, where they would show. */
    static final class Talker {
        public static void main(String... arguments) {
            LoggerFactory.getLogger(Talker.class).info("hello from another process");
        }
    }
}
