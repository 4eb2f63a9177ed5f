package io.github.vitals.health;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HealthConfigurationTest {
    private static final String KEY = "vitals.health.check.orders-db.";

    private static CheckPolicy policy(HealthConfiguration configuration, String name) {
        try (HealthRegistry health = HealthRegistry.builder()
                .configuration(configuration)
                .group(HealthGroup.of("checkout"))
                .check("orders-db", context -> HealthResult.up())
                .check("a.b_c", context -> HealthResult.up(), policy -> policy.period(ofMinutes(1)))
                .build()) {
            return health.state(name).orElseThrow().policy();
        }
    }

    private static HealthConfiguration of(String key, String value) {
        return HealthConfiguration.of(Map.of(key, value), "test");
    }

    private static CheckPolicy with(String option, String value) {
        return policy(of(KEY + option, value), "orders-db");
    }

    @Nested
    class Options {
        @ParameterizedTest
        @CsvSource({"500ms, 500", "1s, 1000", "2m, 120000", "1h, 3600000", "1d, 86400000", "PT1.5S, 1500", "3 s, 3000"})
        void durationsAreWrittenInSeveralWays(String text, long millis) {
            HealthConfiguration configuration =
                    HealthConfiguration.of(Map.of(KEY + "period", "3d", KEY + "timeout", text), "test");
            assertThat(policy(configuration, "orders-db").timeout()).isEqualTo(ofMillis(millis));
        }

        @Test
        void everyDurationOfThePolicyCanBeSet() {
            assertThat(with("period", "20s").period()).isEqualTo(ofSeconds(20));
            assertThat(with("timeout", "1s").timeout()).isEqualTo(ofSeconds(1));
            assertThat(with("confirm", "3s").confirm()).isEqualTo(ofSeconds(3));
            assertThat(with("max-age", "4s").maxAge()).isEqualTo(ofSeconds(4));
            assertThat(with("stale-after", "50s").staleAfter()).isEqualTo(ofSeconds(50));
        }

        @Test
        void whatFollowsThePeriodFollowsThePeriodThatIsSet() {
            assertThat(with("period", "20s").maxAge()).isEqualTo(ofSeconds(20));
            assertThat(with("period", "20s").staleAfter()).isEqualTo(ofSeconds(60));
        }

        @Test
        void thresholdsAreInARowOrOfTheLast() {
            assertThat(with("failure-threshold", "4").failureThreshold()).isEqualTo(4);
            assertThat(with("failure-threshold", "4").failureWindow()).isEqualTo(4);
            assertThat(with("failure-threshold", "3/5").failureWindow()).isEqualTo(5);
            assertThat(with("success-threshold", "3/5").successThreshold()).isEqualTo(3);
            assertThat(with("success-threshold", "3/5").successWindow()).isEqualTo(5);
        }

        @Test
        void theDownPeriodMaySayAfterHowLong() {
            assertThat(with("down-period", "1m").downPeriod()).isEqualTo(ofMinutes(1));
            assertThat(with("down-period", "1m").downPeriodAfter()).isEqualTo(ofMinutes(5));
            assertThat(with("down-period", "1m after 10m").downPeriodAfter()).isEqualTo(ofMinutes(10));
        }

        @Test
        void theRestOfThePolicyCanBeSet() {
            assertThat(with("jitter", "0.25").jitter()).isEqualTo(0.25);
            assertThat(with("critical", "false").critical()).isFalse();
            assertThat(with("groups", "readiness , checkout").groups())
                    .containsExactlyInAnyOrder(HealthGroup.READINESS, HealthGroup.of("checkout"));
            assertThat(with("groups", "").groups()).isEmpty();
            assertThat(with("tags", "team:orders,tier=1").tags()).containsExactlyInAnyOrder("team:orders", "tier=1");
            assertThat(with("depends-on", "a.b_c").dependsOn()).containsExactly("a.b_c");
        }

        @Test
        void aCheckNameMayContainDots() {
            assertThat(policy(of("vitals.health.check.a.b_c.timeout", "7s"), "a.b_c")
                            .timeout())
                    .isEqualTo(ofSeconds(7));
        }

        @Test
        void theDefaultIsForAllChecksAndBelowTheirOwnKeys() {
            HealthConfiguration configuration =
                    of(KEY + "confirm", "3s").over(of("vitals.health.default.confirm", "4s"));
            assertThat(policy(configuration, "orders-db").confirm()).isEqualTo(ofSeconds(3));
            assertThat(policy(configuration, "a.b_c").confirm()).isEqualTo(ofSeconds(4));
            HealthConfiguration turned =
                    of("vitals.health.default.confirm", "4s").over(of(KEY + "confirm", "3s"));
            assertThat(policy(turned, "orders-db").confirm()).isEqualTo(ofSeconds(3));
        }

        @Test
        void withoutAKeyTheCodeCounts() {
            assertThat(policy(of(KEY + "timeout", "1s"), "a.b_c").period()).isEqualTo(ofMinutes(1));
        }

        @Test
        void theRegistryHasKeysToo() {
            assertThat(isPendingAfterCheck(of("vitals.health.deadline", "100ms")))
                    .isTrue();
            assertThat(isPendingAfterCheck(
                            HealthConfiguration.system(new Properties(), Map.of("VITALS_HEALTH_DEADLINE", "100ms"))))
                    .isTrue();
            assertThatThrownBy(() -> HealthRegistry.builder()
                            .configuration(of("vitals.health.threads", "0"))
                            .build())
                    .hasMessageContaining("vitals.health.threads: 0 (expected: at least 1), from test");
        }
    }

    /** Without a deadline of its own the registry waits until the check's timeout, and then it is not pending. */
    private static boolean isPendingAfterCheck(HealthConfiguration configuration) {
        try (HealthRegistry health = HealthRegistry.builder()
                .configuration(configuration)
                .check(
                        "hangs",
                        context -> {
                            new CountDownLatch(1).await();
                            return HealthResult.up();
                        },
                        policy -> policy.timeout(ofSeconds(9)))
                .build()) {
            return health.check().states().get(0).pending();
        }
    }

    @Nested
    class Sources {
        @TempDir
        private Path folder;

        private final Properties properties = new Properties();

        private Duration timeout(Map<String, String> environment) {
            return policy(HealthConfiguration.system(properties, environment), "orders-db")
                    .timeout();
        }

        private String file(String name, String text) throws IOException {
            return Files.writeString(folder.resolve(name), text).toString();
        }

        @Test
        void systemPropertiesCountBeforeTheEnvironmentAndThatBeforeTheFile() throws IOException {
            String file = file("health.properties", KEY + "timeout=1s");
            properties.setProperty("vitals.health.config", file);
            assertThat(timeout(Map.of())).isEqualTo(ofSeconds(1));
            Map<String, String> environment = Map.of("VITALS_HEALTH_CHECK_ORDERS_DB_TIMEOUT", "3s");
            assertThat(timeout(environment)).isEqualTo(ofSeconds(3));
            properties.setProperty(KEY + "timeout", "4s");
            assertThat(timeout(environment)).isEqualTo(ofSeconds(4));
        }

        @Test
        void theEnvironmentMayNameTheFileAndAPropertyNamesAnother() throws IOException {
            Map<String, String> environment =
                    Map.of("VITALS_HEALTH_CONFIG", file("one.properties", KEY + "timeout=1s"));
            assertThat(timeout(environment)).isEqualTo(ofSeconds(1));
            properties.setProperty("vitals.health.config", file("two.properties", KEY + "timeout=4s"));
            assertThat(timeout(environment)).isEqualTo(ofSeconds(4));
        }

        @Test
        void theSystemOfThisProcessIsRead() {
            String key = "vitals.health.check.of-this-test-only.timeout";
            System.setProperty(key, "1s");
            try {
                assertThat(HealthConfiguration.system().settings())
                        .extracting(Setting::key)
                        .contains(key);
            } finally {
                System.clearProperty(key);
            }
        }

        @Test
        void aVariableOfAllChecksIsRead() {
            CheckPolicy policy = policy(
                    HealthConfiguration.system(properties, Map.of("VITALS_HEALTH_DEFAULT_MAX_AGE", "2s")), "orders-db");
            assertThat(policy.maxAge()).isEqualTo(ofSeconds(2));
        }

        @Test
        void whatIsNotOursIsLeftAlone() {
            properties.setProperty("vitals.demo.dir", "/tmp");
            Map<String, String> environment = Map.of(
                    "VITALS_HEALTH_SERVICE_HOST",
                    "10.0.0.1",
                    "VITALS_HEALTH_PORT",
                    "tcp://10.0.0.1:80",
                    "PATH",
                    "/bin");
            assertThat(timeout(environment)).isEqualTo(ofSeconds(2));
        }

        @Test
        void linesOfAFileAreNamedAsAnEditorCountsThem() throws IOException {
            String file = file("health.properties", """
                    # a comment that ends in a backslash \\
                    vitals.health.check.orders-db.tags = first,\\
                        second

                    ! another comment
                    vitals.health.check.orders-db.timeout : ÄÖ
                    vitals.health.check.orders-db.confirm 0s
                    """);
            assertThatThrownBy(() -> policy(HealthConfiguration.file(Path.of(file)), "orders-db"))
                    .hasMessageContaining("timeout: ÄÖ (expected: ")
                    .hasMessageContaining("from " + file + ":6")
                    .hasMessageContaining("confirm: 0s (expected: > 0), from " + file + ":7");
            String good = file(
                    "good.properties", Files.readString(Path.of(file)).replaceAll("(?m).*(timeout|confirm).*", ""));
            assertThat(policy(HealthConfiguration.file(Path.of(good)), "orders-db")
                            .tags())
                    .containsExactlyInAnyOrder("first", "second");
        }

        @Test
        void ofTwoLinesWithOneKeyTheLaterCounts() throws IOException {
            String file = file("health.properties", KEY + "timeout=1s\n" + KEY + "timeout=3s\n");
            assertThat(policy(HealthConfiguration.file(Path.of(file)), "orders-db")
                            .timeout())
                    .isEqualTo(ofSeconds(3));
        }

        @Test
        void aFileThatIsNotThereIsNamedWithWhatNamedIt() {
            Path missing = folder.resolve("missing.properties");
            assertThatThrownBy(() -> HealthConfiguration.file(missing))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith("path: ")
                    .hasMessageContaining("missing.properties")
                    .hasMessageContaining("NoSuchFileException");
            assertThatThrownBy(() -> timeout(Map.of("VITALS_HEALTH_CONFIG", missing.toString())))
                    .hasMessageStartingWith("VITALS_HEALTH_CONFIG: ")
                    .hasMessageEndingWith("from environment");
            properties.setProperty("vitals.health.config", "\0");
            assertThatThrownBy(() -> timeout(Map.of()))
                    .hasMessageStartingWith("vitals.health.config: ? (expected: ")
                    .hasMessageEndingWith("from system property");
        }

        @Test
        void aFileThatIsNoPropertiesFileIsRefusedWithTheLine() throws IOException {
            Path escape = Path.of(file("escape.properties", "a=1\nb=\\u12zz\n"));
            assertThatThrownBy(() -> HealthConfiguration.file(escape)).hasMessageContaining("line 2: ");
            Path latin = folder.resolve("latin.properties");
            Files.write(latin, "a=ä".getBytes(StandardCharsets.ISO_8859_1));
            assertThatThrownBy(() -> HealthConfiguration.file(latin)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
