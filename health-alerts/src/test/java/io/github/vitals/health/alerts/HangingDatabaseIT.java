package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerts.channel.PagerDutyChannel;
import io.github.vitals.health.alerts.channel.Secret;
import io.github.vitals.health.alerts.channel.SlackChannel;
import io.github.vitals.health.alerts.channel.WebhookChannel;
import io.github.vitals.health.alerts.mail.MailChannel;
import io.github.vitals.health.alerts.mail.MailTls;
import io.github.vitals.health.jdbc.JdbcHealthCheck;
import io.github.vitals.health.jdbc.JdbcSharedStore;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.servers.alerting.PagerDutyServer;
import io.github.vitals.health.servers.alerting.SlackServer;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/** The day the database hangs, in which the alerts are kept as well: everybody is told, by every channel, once. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class HangingDatabaseIT {
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path folder;

    private final PostgresServer postgres = PostgresServer.start();
    private final PagerDutyServer pager = PagerDutyServer.start();
    private final SlackServer slack = SlackServer.start();
    private final WebhookReceiver hook = WebhookReceiver.start();
    private final GreenMail mail = new GreenMail(new ServerSetup(0, "127.0.0.1", ServerSetup.PROTOCOL_SMTP));

    @BeforeEach
    void startMail() {
        mail.start();
    }

    @AfterEach
    void close() {
        postgres.thaw();
        postgres.close();
        pager.close();
        slack.close();
        hook.close();
        mail.stop();
    }

    private PGSimpleDataSource database() {
        PGSimpleDataSource source = new PGSimpleDataSource();
        source.setUrl(postgres.jdbcUrl());
        source.setUser(postgres.user());
        source.setPassword(postgres.password());
        return source;
    }

    private HealthRegistry registry() {
        HealthRegistryBuilder checks = HealthRegistry.builder()
                .check(
                        "orders-db",
                        JdbcHealthCheck.of(database()),
                        policy -> policy.period(Duration.ofMillis(500))
                                .timeout(Duration.ofMillis(400))
                                .confirm(Duration.ofMillis(100)));
        for (int i = 0; i < 10; i++) {
            checks.check(
                    "shop-" + i,
                    context -> HealthResult.up(),
                    policy -> policy.period(Duration.ofMillis(500))
                            .timeout(Duration.ofMillis(400))
                            .dependsOn("orders-db"));
        }
        return checks.start();
    }

    private HealthAlerts alerts(HealthRegistry health) {
        return HealthAlerts.builder(health)
                .origin("orders", "orders-1")
                .file(folder.resolve("alerts.log"))
                .shared(JdbcSharedStore.builder(database())
                        .timeout(Duration.ofSeconds(1))
                        .build())
                .window(Duration.ofSeconds(1))
                .rule("down", rule -> rule.eachCheck().clearAfter(Duration.ofSeconds(1)))
                .channel(
                        "pager",
                        PagerDutyChannel.builder(Secret.of(PagerDutyServer.ROUTING_KEY))
                                .api(pager.uri())
                                .build())
                .channel(
                        "ops",
                        SlackChannel.botBuilder(Secret.of(SlackServer.TOKEN), SlackServer.CHANNEL)
                                .api(slack.uri())
                                .build())
                .channel("hook", WebhookChannel.of(Secret.of(hook.uri() + "/alerts")))
                .channel(
                        "mail",
                        MailChannel.builder("127.0.0.1", mail.getSmtp().getPort())
                                .tls(MailTls.NONE)
                                .from("vitals@orders.example")
                                .to("on-call@orders.example")
                                .build())
                .start();
    }

    @Test
    void isToldOnceByEveryChannelAndIsOverOnce() {
        try (HealthRegistry health = registry();
                HealthAlerts alerts = alerts(health)) {
            await().atMost(LONG).until(() -> health.report().status() == HealthStatus.UP);
            await().atMost(LONG).until(alerts::acts);
            postgres.freeze();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(pager.incidents().values())
                            .singleElement()
                            .satisfies(incident -> {
                                assertThat(incident.open()).isTrue();
                                assertThat(incident.summary()).startsWith("orders-db is DOWN");
                            }));
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(slack.messages()).hasSize(1));
            await().atMost(LONG).until(() -> mail.getReceivedMessages().length == 1);
            await().atMost(LONG).until(() -> hook.events().size() == 1);
            assertThat(hook.events().get(0).body()).contains("\"trigger\"", "orders-db");

            postgres.thaw();
            await().atMost(LONG)
                    .untilAsserted(() -> assertThat(pager.incidents().values())
                            .singleElement()
                            .satisfies(incident -> {
                                assertThat(incident.open()).isFalse();
                                assertThat(incident.opened()).isEqualTo(1);
                                assertThat(incident.triggers()).isEqualTo(1);
                            }));
            await().atMost(LONG).until(() -> mail.getReceivedMessages().length == 2);
            await().atMost(LONG).until(() -> hook.events().size() == 2);
            assertThat(hook.events().get(1).body()).contains("\"resolve\"", "orders-db");
            await().atMost(LONG).until(() -> alerts.active().isEmpty());
        }
        assertThat(mail.getReceivedMessages()).hasSize(2);
        assertThat(hook.events()).hasSize(2);
    }
}
