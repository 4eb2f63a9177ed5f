package io.github.vitals.ops.alertmanager;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.vitals.health.servers.AlertmanagerServer;
import io.github.vitals.health.servers.alerting.PagerDutyServer;
import io.github.vitals.health.servers.alerting.SlackServer;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/** Those whom the shipped configuration of Alertmanager tells: servers that keep what theirs document. */
public final class FarSides implements AutoCloseable {
    private static final String PASSWORD = "smtp-pa55";

    private final Path folder;
    private final SlackServer slack = SlackServer.start();
    private final PagerDutyServer pagerDuty = PagerDutyServer.start();
    private final WebhookReceiver deadMan = WebhookReceiver.start();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    private FarSides(Path folder) {
        this.folder = folder;
        mail.start();
        mail.setUser("on-call@example.org", "alerts@example.org", PASSWORD);
    }

    /** With a folder for the files of secrets. */
    public static FarSides start(Path folder) {
        return new FarSides(folder);
    }

    /** An Alertmanager as shipped, but for where these are, how long is waited, and whether it is night. */
    public AlertmanagerServer alertmanager(boolean night) throws IOException {
        Path secrets = Files.createDirectories(folder.resolve("secrets"));
        Files.writeString(secrets.resolve("smtp-password"), PASSWORD);
        Files.writeString(secrets.resolve("slack-url"), slack.webhook().toString());
        Files.writeString(secrets.resolve("pagerduty-key"), PagerDutyServer.ROUTING_KEY);
        Files.writeString(secrets.resolve("dead-man-token"), "dead-man-t0ken");
        return AlertmanagerServer.start(Files.readString(Shipped.CONFIGURATION)
                .replace("/etc/alertmanager/secrets", secrets.toString())
                .replace(
                        "/etc/alertmanager/templates",
                        Shipped.TEMPLATES.toAbsolutePath().toString())
                .replace("smtp.example.org:587", "127.0.0.1:" + mail.getSmtp().getPort())
                .replace("smtp_require_tls: true", "smtp_require_tls: false")
                .replace("https://events.pagerduty.com", pagerDuty.uri().toString())
                .replace("https://dead-man.example.org", deadMan.uri().toString())
                .replace("group_wait: 30s", "group_wait: 1s")
                .replace("group_interval: 5m", "group_interval: 1s")
                .replace("start_time: '20:00'", night ? "start_time: '00:00'" : "start_time: '23:59'")
                .replace("end_time: '07:00'", night ? "end_time: '24:00'" : "end_time: '00:01'")
                .replace("weekdays: ['saturday', 'sunday']", "months: ['" + anotherMonth() + "']"));
    }

    private static String anotherMonth() {
        return Instant.now().toString().substring(5, 7).equals("01") ? "july" : "january";
    }

    public SlackServer slack() {
        return slack;
    }

    public PagerDutyServer pagerDuty() {
        return pagerDuty;
    }

    WebhookReceiver deadMan() {
        return deadMan;
    }

    public List<MimeMessage> mails() {
        return List.of(mail.getReceivedMessages());
    }

    /** All that Slack shows. */
    public String said() {
        return slack.messages().stream()
                .map(message -> message.text() + message.blocks())
                .collect(Collectors.joining("\n"));
    }

    @Override
    public void close() {
        slack.close();
        pagerDuty.close();
        deadMan.close();
        mail.stop();
    }
}
