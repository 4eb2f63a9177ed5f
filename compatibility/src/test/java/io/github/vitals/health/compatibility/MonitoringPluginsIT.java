package io.github.vitals.health.compatibility;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands of the guide for Nagios, Icinga and others, with the plugins that Debian has. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class MonitoringPluginsIT {
    private static final int OK = 0;
    private static final int WARNING = 1;
    private static final int CRITICAL = 2;
    private static final int UNKNOWN = 3;

    private final Shop shop = Shop.open();

    @AfterEach
    void close() {
        shop.close();
    }

    /** How a plugin ended, and what it printed. */
    private record Verdict(int exit, String line) {}

    private static Verdict run(String command) throws IOException, InterruptedException {
        Process plugin = new ProcessBuilder("sh", "-c", command)
                .redirectErrorStream(true)
                .start();
        String line = new String(plugin.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Verdict(plugin.waitFor(), line.strip());
    }

    /** The command line of that name in the guide, for our service. */
    private String commandLine(String name) throws IOException {
        String sample = Guide.sample("nagios", name)
                .with("$HOSTADDRESS$", shop.uri().getHost())
                .with("8081", shop.port())
                .text();
        Matcher line = Pattern.compile("command_name +" + name + "\\n +command_line +(.*)")
                .matcher(sample);
        assertThat(line.find()).isTrue();
        return line.group(1);
    }

    @Nested
    class CheckHttp {
        @BeforeEach
        void find() {
            Tools.require("check_http", "monitoring-plugins-basic");
        }

        @ParameterizedTest
        @ValueSource(strings = {"check_ready", "check_ready_body", "check_readyz"})
        void isOkUntilACheckBreaksAndOnceItIsMended(String command) throws Exception {
            assertThat(run(commandLine(command)).line()).startsWith("HTTP OK");
            assertThat(run(commandLine(command)).exit()).isEqualTo(OK);
            shop.breakDatabase();
            Verdict broken = run(commandLine(command));
            assertThat(broken.line()).startsWith("HTTP CRITICAL").contains("503 Service Unavailable");
            assertThat(broken.exit()).isEqualTo(CRITICAL);
            shop.mend();
            assertThat(run(commandLine(command)).exit()).isEqualTo(OK);
        }

        @Test
        void isCriticalWhenNobodyAnswers() throws Exception {
            String command = commandLine("check_ready");
            shop.close();
            assertThat(run(command).exit()).isEqualTo(CRITICAL);
        }
    }

    /** Debian has no plugin that looks into JSON. */
    @Nested
    class TheScriptOfTheGuide {
        @TempDir
        private Path folder;

        @BeforeEach
        void find() throws IOException {
            Tools.require("curl", "curl");
            Tools.require("jq", "jq");
            Path script = Guide.sample("sh", "check_vitals").writeTo(folder.resolve("check_vitals"));
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }

        private Verdict check() throws IOException, InterruptedException {
            return run(commandLine("check_health").replace("/usr/local/lib/nagios/plugins", folder.toString()));
        }

        @Test
        void tellsWhatIsNotUpAndHowLongEachCheckTook() throws Exception {
            Verdict well = check();
            assertThat(well.line()).matches("OK - UP \\| orders-db=[\\d.]+ms cache=[\\d.]+ms");
            assertThat(well.exit()).isEqualTo(OK);
            shop.breakCache();
            Verdict degraded = check();
            assertThat(degraded.line()).startsWith("WARNING - DEGRADED, cache DOWN (timeout) | ");
            assertThat(degraded.exit()).isEqualTo(WARNING);
            shop.breakDatabase();
            Verdict down = check();
            assertThat(down.line())
                    .startsWith("CRITICAL - DOWN, orders-db DOWN (connect_refused), cache DOWN (timeout) | ");
            assertThat(down.exit()).isEqualTo(CRITICAL);
            shop.mend();
            assertThat(check().exit()).isEqualTo(OK);
        }

        @Test
        void isCriticalWhenNobodyAnswersAndUnknownWhereThereIsNoHealth() throws Exception {
            for (String path : List.of("/nowhere", "/metrics")) {
                Verdict verdict = run(folder.resolve("check_vitals") + " " + shop.uri() + path);
                assertThat(verdict.exit()).as(verdict.line()).isEqualTo(UNKNOWN);
            }
            shop.close();
            assertThat(check().exit()).isEqualTo(CRITICAL);
        }

        @Test
        void needsNoDetails() throws Exception {
            try (Shop closed = Shop.closed()) {
                String command = folder.resolve("check_vitals") + " " + closed.uri() + "/health";
                assertThat(run(command)).isEqualTo(new Verdict(OK, "OK - UP"));
                closed.breakCache();
                assertThat(run(command)).isEqualTo(new Verdict(WARNING, "WARNING - DEGRADED"));
            }
        }
    }
}
