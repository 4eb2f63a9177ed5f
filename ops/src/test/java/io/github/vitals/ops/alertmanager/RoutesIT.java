package io.github.vitals.ops.alertmanager;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.ops.Tools;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who is told of what, as Alertmanager's own tool reads it. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK")
class RoutesIT {
    @TempDir
    private Path folder;

    private String amtool(String... arguments) throws IOException, InterruptedException {
        Path program = Tools.require("amtool", "prometheus-alertmanager");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private Path configuration() throws IOException {
        return Files.writeString(
                folder.resolve("alertmanager.yml"),
                Files.readString(Shipped.CONFIGURATION)
                        .replace(
                                "/etc/alertmanager/templates",
                                Shipped.TEMPLATES.toAbsolutePath().toString()));
    }

    @Test
    void theConfigurationIsAccepted() throws Exception {
        assertThat(amtool("check-config", configuration().toString()))
                .contains("SUCCESS", "6 receivers", "6 inhibit rules");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "severity=critical; pagerduty,slack-critical,email",
                "severity=warning; slack",
                "severity=none; nobody",
                "severity=none alertname=Watchdog; dead-man",
                "team=anybody; email"
            })
    void eachSeverityHasItsReceivers(String labels, String receivers) throws Exception {
        List<String> arguments =
                new ArrayList<>(List.of("config", "routes", "test", "--config.file=" + configuration()));
        arguments.addAll(List.of(labels.split(" ", -1)));
        assertThat(amtool(arguments.toArray(new String[0])).lines().reduce((first, last) -> last))
                .contains(receivers);
    }

    @Test
    void noSecretIsInTheConfiguration() throws IOException {
        assertThat(Files.readString(Shipped.CONFIGURATION))
                .doesNotContainPattern("(password|routing_key|api_url|credentials|token):");
    }
}
