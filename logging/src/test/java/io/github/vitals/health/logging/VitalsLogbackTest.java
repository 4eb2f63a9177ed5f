package io.github.vitals.health.logging;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import io.github.vitals.health.logging.file.LogOutput;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
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
                    Logging.flush();
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
                    "vitals.log.archive", "off",
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
    class ClosedFiles {
        private final String closed =
                "application-" + LocalDate.now(ZoneOffset.UTC).minusDays(3) + ".0.json";

        @BeforeEach
        void aClosedFile() throws Exception {
            Path file = Files.createFile(directory.resolve(closed));
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofDays(2))));
            LocalDate dayAfter = LocalDate.now(ZoneOffset.UTC).minusDays(2);
            Files.createFile(directory.resolve("application-" + dayAfter + ".0.json"));
        }

        @Test
        void areArchivedADayAfterTheyWereLastWrittenTo() throws Exception {
            try (Logging logging = Logging.into(directory, Map.of("vitals.log.console", "off"))) {
                log.info("hello");
                await().until(() -> !Files.exists(directory.resolve(closed)));
                assertThat(directory.resolve("archive").resolve(closed + ".gz")).exists();
                assertThat(logging.events())
                        .extracting(event -> event.get("message").asString())
                        .contains("hello");
            }
        }

        @Test
        void goWhereTheyAreTold() throws Exception {
            Path elsewhere = directory.resolve("elsewhere");
            Map<String, String> told = Map.of(
                    "vitals.log.console", "off",
                    "vitals.log.archive.dir", elsewhere.toString(),
                    "vitals.log.archive.after", "47 hours",
                    "vitals.log.retention", "0 days",
                    "vitals.log.queue.events", "10",
                    "vitals.log.queue.size", "1MB");
            try (Logging logging = Logging.into(directory, told)) {
                await().until(() -> Files.exists(elsewhere.resolve(closed + ".gz")));
                LogOutput output = LogOutputs.of((LoggerContext) LoggerFactory.getILoggerFactory())
                        .get(0);
                assertThat(output.queueEvents()).isEqualTo(10);
                assertThat(output.queueBytes()).isEqualTo(1024 * 1024);
            }
        }

        @Test
        void ofAnsweredRequestsAreAClassOfTheirOwn() throws Exception {
            Path access = directory.resolve("access");
            Map<String, String> told = Map.of("vitals.log.console", "off", "vitals.log.access.dir", access.toString());
            try (Logging logging = Logging.into(directory, told)) {
                LoggerFactory.getLogger("http.access").info("Request was answered");
                log.info("hello");
                assertThat(logging.events())
                        .extracting(event -> event.get("message").asString())
                        .containsExactly("hello");
                assertThat(Logging.files(access)).singleElement().satisfies(file -> {
                    assertThat(file.getFileName().toString()).startsWith("application-access-2");
                    assertThat(Files.readString(file)).contains("Request was answered");
                });
                await().until(() -> Files.exists(access.resolve("archive")));
            }
        }

        @Test
        void stayIfToldSoUntilTheyAreTooOld() throws Exception {
            String tooOld = "application-" + LocalDate.now(ZoneOffset.UTC).minusDays(9) + ".0.json";
            Files.writeString(directory.resolve(tooOld), "{}\n");
            try (Logging logging =
                    Logging.into(directory, Map.of("vitals.log.console", "off", "vitals.log.archive", "off"))) {
                await().until(() -> !Files.exists(directory.resolve(tooOld)));
                assertThat(directory.resolve(closed)).exists();
                assertThat(directory.resolve("archive")).doesNotExist();
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
    class AnotherProcess {
        @Test
        void isSetUpByItsEnvironmentAlone() throws Exception {
            List<JsonNode> events = runWith(Map.of(
                    "VITALS_SERVICE_NAME", "billing",
                    "VITALS_SERVICE_ENVIRONMENT", "test",
                    "VITALS_LOG_LEVEL", "DEBUG",
                    "VITALS_LOG_DIR", directory.toString()));
            assertThat(events)
                    .hasSize(2)
                    .allSatisfy(event -> {
                        assertThat(event.get("service.name").asString()).isEqualTo("billing");
                        assertThat(event.get("service.environment").asString()).isEqualTo("test");
                        assertThat(event.get("service.node.name").asString())
                                .isNotBlank()
                                .doesNotContain("UNDEFINED");
                    })
                    .extracting(event -> event.get("message").asString())
                    .containsExactly("hello from another process", "Grüße");
            assertThat(Logging.files(directory))
                    .singleElement()
                    .satisfies(file ->
                            assertThat(Logging.parse(Files.readString(file))).isEqualTo(events));
        }

        @Test
        void writesToTheConsoleAndToAFileInTheFolderLogsIfNothingIsSet() throws Exception {
            JsonNode event = onlyEventOf(Map.of());
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
            JsonNode event = onlyEventOf(Map.of("VITALS_LOG_DIR", none));
            assertThat(event.get("message").asString()).isEqualTo("hello from another process");
            assertThat(Logging.files(directory)).isEmpty();
        }

        @Test
        void prefersASystemPropertyToTheEnvironment() throws Exception {
            JsonNode event = onlyEventOf(Map.of("VITALS_SERVICE_NAME", "billing"), "-Dvitals.service.name=shop");
            assertThat(event.get("service.name").asString()).isEqualTo("shop");
        }

        private JsonNode onlyEventOf(Map<String, String> environment, String... options) throws Exception {
            List<JsonNode> events = runWith(environment, options);
            assertThat(events).hasSize(1);
            return events.get(0);
        }

        private List<JsonNode> runWith(Map<String, String> environment, String... options) throws Exception {
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
            return Logging.parse(output);
        }
    }

    /** The main class of another process; Logback prints its own complaints to the console, where they would show. */
    static final class Talker {
        public static void main(String... arguments) {
            LoggerFactory.getLogger(Talker.class).info("hello from another process");
            LoggerFactory.getLogger(Talker.class).debug("Grüße");
        }
    }
}
