package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.vitals.health.HealthConfiguration;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command, with a real mail server as the far side. */
class AlertCommandIT {
    private static final String PASSWORD = "hunter22";

    @TempDir
    private Path folder;

    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void start() {
        mail.start();
        mail.setUser("on-call@orders.example", "vitals", PASSWORD);
    }

    @AfterEach
    void stop() {
        mail.stop();
    }

    private Path configuration(String more) throws IOException {
        String channels = "";
        for (String name : List.of("ops", "pager")) {
            channels += """
                    vitals.health.alerts.channel.NAME.kind=mail
                    vitals.health.alerts.channel.NAME.host=localhost
                    vitals.health.alerts.channel.NAME.port=PORT
                    vitals.health.alerts.channel.NAME.tls=none
                    vitals.health.alerts.channel.NAME.from=vitals@orders.example
                    vitals.health.alerts.channel.NAME.to=on-call@orders.example
                    vitals.health.alerts.channel.NAME.user=vitals
                    """.replace("NAME", name)
                    .replace("PORT", String.valueOf(mail.getSmtp().getPort()));
        }
        return Files.writeString(folder.resolve("health.properties"), channels + """
                        vitals.health.alerts.service=orders
                        vitals.health.alerts.channels=ops,pager
                        vitals.health.alerts.channel.ops.password=hunter22
                        vitals.health.alerts.channel.pager.password=wrong-one
                        vitals.health.alerts.channel.pager.at-least=critical
                        vitals.health.alerts.rules=db-down
                        vitals.health.alerts.rule.db-down.check=orders-db
                        vitals.health.alerts.rule.db-down.channels=pager,slack-of-the-code
                        """ + more);
    }

    private int run(String more, String... words) throws IOException {
        Path file = configuration(more);
        return AlertCommand.run(
                List.of(words),
                () -> HealthConfiguration.file(file),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8));
    }

    private String printed() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String complained() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aTestArrivesAndWhatTheFarSideAnsweredIsPrinted() throws Exception {
        assertThat(run("", "test", "ops")).isZero();
        assertThat(printed()).matches("(?s)ops \\(mail\\): accepted in \\d+ ms: 250 .*");
        assertThat(mail.getReceivedMessages()).hasSize(1);
        assertThat(mail.getReceivedMessages()[0].getSubject())
                .isEqualTo("[test] orders: this is a test of the channel ops; nothing is wrong");
    }

    @Test
    void aChannelThatDoesNotTakeItIsToldAndTheOthersAreStillTried() throws Exception {
        assertThat(run("", "test", "--all")).isEqualTo(1);
        assertThat(printed())
                .contains("ops (mail): accepted in ")
                .contains("pager (mail): NOT accepted after ")
                .contains("login refused: 535")
                .doesNotContain(PASSWORD)
                .doesNotContain("wrong-one");
    }

    @Test
    void aCheckListsChannelsAndRulesAndSendsNothing() throws Exception {
        assertThat(run("", "check")).isZero();
        assertThat(printed()).isEqualTo("""
                channels: 2
                  ops: mail, at least info, timeout 10000 ms, 30 a minute
                  pager: mail, at least critical, timeout 10000 ms, 30 a minute
                rules: 1
                  db-down: Check[name=orders-db] Status[reached=DOWN]
                    channel slack-of-the-code is not of this configuration: the code has to give it
                """.replace("\n", System.lineSeparator()));
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void aFaultyConfigurationIsPrintedWithAllItsFaultsAndNothingIsSent() throws Exception {
        String faults = "vitals.health.alerts.window=x\nvitals.health.alerts.channel.ops.pasword=hunter22\n";
        assertThat(run(faults, "test", "ops")).isEqualTo(2);
        assertThat(complained())
                .startsWith("alerts: configuration: 2 faults")
                .contains("vitals.health.alerts.window: x (expected: a duration", "channel.ops.pasword: ***")
                .contains("health.properties:")
                .doesNotContain(PASSWORD);
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void whatIsNotUnderstoodIsNotTried() throws Exception {
        assertThat(run("", "test", "ops", "pgaer")).isEqualTo(2);
        assertThat(complained()).contains("channel: pgaer (expected: one of [ops, pager])");
        assertThat(run("", "test")).isEqualTo(2);
        assertThat(run("")).isEqualTo(2);
        assertThat(run("", "send", "ops")).isEqualTo(2);
        assertThat(complained()).contains("arguments: [send, ops] (expected: check, test CHANNEL...");
        assertThat(mail.getReceivedMessages()).isEmpty();
    }

    @Test
    void theProgramItselfReadsTheSystemsConfigurationAndEndsWithTheCode() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-Dvitals.health.config=" + configuration(""),
                        AlertCommand.class.getName(),
                        "test",
                        "pager")
                .redirectErrorStream(true)
                .start();
        String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(all).isEqualTo(1);
        assertThat(all).contains("pager (mail): NOT accepted after ");
    }

    @Test
    void itSaysHowItIsUsed() throws Exception {
        assertThat(run("", "--help")).isZero();
        assertThat(printed()).contains("test CHANNEL...", "VITALS_HEALTH_ALERTS_", "Exit code");
    }
}
