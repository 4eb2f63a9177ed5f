package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.HealthConfiguration;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.Receipt;
import io.github.vitals.health.history.HealthHistory;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfiguredAlertsTest {
    private static final String PREFIX = "vitals.health.alerts.";
    private static final String MAIL = """
            channels=ops
            channel.ops.kind=mail
            channel.ops.host=smtp.example
            channel.ops.from=vitals@orders.example
            channel.ops.to=a@orders.example, b@orders.example
            """;

    private final HealthRegistry health =
            HealthRegistry.builder().group(HealthGroup.of("checkout")).build();
    private final HealthAlertsBuilder builder = HealthAlerts.builder(health);

    @AfterEach
    void close() {
        health.close();
    }

    private static HealthConfiguration of(String lines) {
        Map<String, String> settings = lines.lines()
                .map(line -> line.split("=", 2))
                .collect(Collectors.toMap(parts -> PREFIX + parts[0], parts -> parts[1]));
        return HealthConfiguration.of(settings, "test");
    }

    private void apply(String... lines) {
        String all = Arrays.stream(lines).map(String::strip).collect(Collectors.joining("\n"));
        ConfiguredAlerts.read(of(all)).applyTo(builder);
    }

    private AlertRule rule(String... options) {
        String lines = Arrays.stream(options).map(each -> "rule.db." + each).collect(Collectors.joining("\n"));
        apply("rules=db", lines);
        return builder.rules.get("db");
    }

    private void assertRefused(String expected, String... lines) {
        assertThatThrownBy(() -> apply(lines))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("configuration: 1 fault\n")
                .hasMessageContaining(expected);
    }

    @Nested
    class Rules {
        @Test
        void everyOptionOfARuleCanBeSet() {
            builder.channel("pager", new Own());
            AlertRule rule = rule(
                    "check=orders-db",
                    "status=degraded",
                    "lasting=1m",
                    "lasting.warning=5m",
                    "clear-after=2m",
                    "severity=info",
                    "remind=30m",
                    "channels=pager",
                    "scope=service",
                    "label.team=orders",
                    "label.tier=1",
                    "runbook=https://wiki.example/db",
                    "dashboard=https://grafana.example/d/db",
                    "quiet=0 22 * * * for 8h in Europe/Berlin; 0 0 * * SUN for 1d in UTC");
            assertThat(rule.target).isEqualTo(new RuleTarget.Check("orders-db"));
            assertThat(rule.condition).isEqualTo(new Condition.Status(HealthStatus.DEGRADED));
            assertThat(rule.lasting(AlertSeverity.CRITICAL)).isEqualTo(Duration.ofMinutes(1));
            assertThat(rule.lasting(AlertSeverity.WARNING)).isEqualTo(Duration.ofMinutes(5));
            assertThat(rule.clearAfter).isEqualTo(Duration.ofMinutes(2));
            assertThat(rule.severityOfItself()).isEqualTo(AlertSeverity.INFO);
            assertThat(rule.remind).isEqualTo(Duration.ofMinutes(30));
            assertThat(rule.channels).containsExactly("pager");
            assertThat(rule.scope).isEqualTo(AlertScope.SERVICE);
            assertThat(rule.labels).isEqualTo(Map.of("team", "orders", "tier", "1"));
            assertThat(rule.link("runbook")).contains(URI.create("https://wiki.example/db"));
            assertThat(rule.link("dashboard")).contains(URI.create("https://grafana.example/d/db"));
            assertThat(rule.quiet).hasSize(2);
            assertThat(rule.quiet.get(0).openUntil(Instant.parse("2026-01-01T23:00:00Z")))
                    .contains(Instant.parse("2026-01-02T05:00:00Z"));
        }

        @Test
        void aRuleThatSaysNothingIsAboutEveryCheckThatIsDown() {
            AlertRule rule = rule();
            assertThat(rule.target).isEqualTo(new RuleTarget.EachCheck());
            assertThat(rule.condition).isEqualTo(new Condition.Status(HealthStatus.DOWN));
        }

        @Test
        void aRuleLooksAtATagAGroupOrEachCheck() {
            assertThat(rule("tag=tier:1").target).isEqualTo(new RuleTarget.Tagged("tier:1"));
            assertThat(rule("group=checkout").target).isEqualTo(new RuleTarget.Group(HealthGroup.of("checkout")));
            assertThat(rule("each-check=true").target).isEqualTo(new RuleTarget.EachCheck());
        }

        @Test
        void conditionsAreWrittenAsTheyAreSaid() {
            builder.history = HealthHistory.builder(health).start();
            assertThat(rule("failures=3").condition).isEqualTo(new Condition.Failures(3, 3));
            assertThat(rule("failures=3/5").condition).isEqualTo(new Condition.Failures(3, 5));
            assertThat(rule("latency=p99 > 500ms over 5m").condition)
                    .isEqualTo(new Condition.Latency(0.99, Duration.ofMillis(500), Duration.ofMinutes(5)));
            assertThat(rule("latency=p99.9>1s over 1h").condition)
                    .isEqualTo(new Condition.Latency(0.999, Duration.ofSeconds(1), Duration.ofHours(1)));
            assertThat(rule("uptime-below=0.999 over 1d").condition)
                    .isEqualTo(new Condition.UptimeBelow(0.999, Duration.ofDays(1)));
            assertThat(rule("uptime-below=99.9% over 30d").condition)
                    .isEqualTo(new Condition.UptimeBelow(0.999, Duration.ofDays(30)));
            assertThat(rule("burn-rate=14.4 over 1h and 5m").condition)
                    .isEqualTo(new Condition.BurnRate(14.4, Duration.ofHours(1), Duration.ofMinutes(5)));
            assertThat(rule("certificate-within=14d").condition)
                    .isEqualTo(new Condition.CertificateWithin(Duration.ofDays(14)));
            assertThat(rule("flapping=true").condition).isEqualTo(new Condition.Flapping());
            assertThat(rule("stale=true").condition).isEqualTo(new Condition.Stale());
            builder.history.close();
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "status=up | rule.db.status: up (expected: DEGRADED, UNKNOWN or DOWN), from test",
                    "status=dwon | rule.db.status: dwon (expected: one of [up, maintenance, degraded, unknown, down])",
                    "failures=0 | rule.db.failures: 0 (expected: 1 to ",
                    "failures=5/3 | rule.db.failures: 5/3 (expected: 1 to 3)",
                    "latency=slow | rule.db.latency: slow (expected: a percentile, a limit and a window, such as",
                    "latency=p99 > x over 5m | rule.db.latency: p99 > x over 5m (expected: a duration, such as",
                    "uptime-below=2 over 1d | rule.db.uptime-below: 2 over 1d (expected: > 0 and < 1)",
                    "burn-rate=14.4 over 5m and 1h | (expected: <= the window, PT5M)",
                    "flapping=yes | rule.db.flapping: yes (expected: true or false)",
                    "quiet=at night | rule.db.quiet: at night (expected: a cron expression, a duration and a time zone",
                    "quiet=0 22 * * * for 8h in Berlin | (expected: a time zone, such as Europe/Berlin or UTC)",
                    "quiet=0 99 * * * for 8h in UTC | (expected: minute, hour, day of month, month and day of week",
                    "severity=bad | rule.db.severity: bad (expected: one of [info, warning, critical])",
                    "runbook=wiki | rule.db.runbook: wiki (expected: an http or https address",
                    "check=a b | rule.db.check: a b (expected: 1 to 100 letters",
                    "label.a b=c | rule.db.label.a b: c (expected: 1 to 100 letters",
                    "remind=1s | rule.db.remind: 1s (expected: PT1M to",
                    "group=chekout | rule.db.group: chekout (expected: a group that is declared, one of [",
                    "channels=pgaer | rule.db.channels: pgaer (expected: channels that there are; pgaer is none)",
                    "latency=p99 > 500ms over 5m | (expected: a history, given in code with history(..))",
                    "colour=red | rule.db.colour: *** (expected: one of [burn-rate, certificate-within, channels, check"
                })
        void whatIsWrongWithARuleIsToldWithItsKey(String option, String expected) {
            assertRefused(expected, "rules=db", "rule.db." + option);
        }

        @Test
        void twoTargetsOrTwoConditionsAreAFault() {
            assertRefused("rule.db.tag: t (expected: one; there is Check", "rules=db\nrule.db.check=a\nrule.db.tag=t");
            assertRefused(
                    "rule.db.failures: 3 (expected: one; there is Status",
                    "rules=db\nrule.db.status=down\nrule.db.failures=3");
            assertRefused(
                    "rule.db.failures: 3 (expected: for a group: status",
                    "rules=db\nrule.db.group=checkout\nrule.db.failures=3");
        }

        @Test
        void aRuleThatIsNotInTheListIsAFault() {
            assertRefused("rule.bd.status: *** (expected: one of [db] after", "rules=db\nrule.bd.status=down");
            assertRefused("rule.db.status: *** (expected: one of [", "rule.db.status=down");
            assertRefused("rules: a,a (expected: each name once)", "rules=a,a");
        }
    }

    @Nested
    class Channels {
        @Test
        void aChannelHasAPolicyAndItsOwnOptions() {
            apply(MAIL, """
                    channel.ops.at-least=warning
                    channel.ops.timeout=5s
                    channel.ops.per-minute=7
                    channel.ops.expiry=2h
                    channel.ops.reminders=false
                    channel.ops.port=25
                    """);
            HealthAlertsBuilder.Channel channel = builder.channels.get("ops");
            assertThat(channel.channel()).hasToString("MailChannel[smtp.example:25]");
            assertThat(channel.policy())
                    .isEqualTo(new ChannelPolicy(
                            AlertSeverity.WARNING, Duration.ofSeconds(5), 7, Duration.ofHours(2), false));
        }

        @Test
        void secretsAreInFilesInTheEnvironmentOrGiven() {
            String user = MAIL + "channel.ops.user=vitals\nchannel.ops.password=";
            apply(user + "file:/run/secrets/smtp");
            apply(user + "env:PATH");
            apply(user + "hunter22");
            assertRefused(
                    "channel.ops.password: *** (expected: a variable that is set; NO_SUCH_VARIABLE_HERE is not)",
                    user + "env:NO_SUCH_VARIABLE_HERE");
            assertRefused("channel.ops.password: *** (expected: 1 character or more)", user);
        }

        @ParameterizedTest
        @CsvSource(
                delimiter = '|',
                value = {
                    "port=x | channel.ops.port: x (expected: a whole number), from test",
                    "port=0 | channel.ops.port: 0 (expected: 1 to 65535), from test",
                    "tls=on | channel.ops.tls: on (expected: starttls, implicit, none, insecure), from test",
                    "tls=none | channel.ops.tls: none (expected: starttls or implicit, or insecure, as smtp.example is",
                    "subject-prefix=a\u2028b | channel.ops.subject-prefix: a",
                    "at-least=all | channel.ops.at-least: all (expected: one of [info, warning, critical])",
                    "timeout=1ms | channel.ops.timeout: 1ms (expected: PT0.1S to PT1M)",
                    "user=vitals | channel.ops.password: not set (expected: env:NAME, file:/path, or",
                    "webhook=https://hooks.example/T0/hunter22 | channel.ops.webhook: *** (expected: one of [at-least,",
                    "password=hunter22 | channel.ops.password: *** (expected: one of [at-least,"
                })
        void whatIsWrongWithAChannelIsToldWithItsKey(String option, String expected) {
            assertRefused(expected, MAIL, "channel.ops." + option);
            assertThatThrownBy(() -> apply(MAIL, "channel.ops." + option)).hasMessageNotContaining("hunter22");
        }

        @Test
        void aKindThatThereIsNotIsAFaultAndSoIsNone() {
            assertRefused(
                    "channel.ops.kind: pigeon (expected: one of [",
                    "channels=ops\nchannel.ops.kind=pigeon\nchannel.ops.loft=1");
            assertRefused("channel.ops.kind: not set (expected: one of [", "channels=ops\nchannel.ops.loft=1");
            assertRefused("channel.ops.host: not set (expected: a text)", MAIL.replaceAll("(?m)^.*host.*\n", ""));
        }

        @Test
        void channelsOfEveryKindAreMadeAndTheirSecretsAreInNoFault() {
            String secret = "https://hooks.slack.com/services/T0/B0/hunter22";
            apply("""
                    channels=slack,pager,hook,manager,log
                    channel.slack.kind=slack
                    channel.slack.url=%s
                    channel.pager.kind=pagerduty
                    channel.pager.routing-key=0123456789abcdef0123456789abcdef
                    channel.hook.kind=webhook
                    channel.hook.url=https://hook.example/alerts
                    channel.hook.header.X-Team=orders
                    channel.manager.kind=alertmanager
                    channel.manager.url=http://127.0.0.1:9093
                    channel.log.kind=log
                    """.formatted(secret));
            assertThat(builder.channels).containsOnlyKeys("slack", "pager", "hook", "manager", "log");
            assertThatThrownBy(() -> apply("channels=slack\nchannel.slack.kind=slack\nchannel.slack.url=" + secret
                            + "\nchannel.slack.channel=#ops"))
                    .hasMessageContaining("channel.slack.url: *** (expected: either url, or token and channel)")
                    .hasMessageNotContaining("hunter22");
        }

        @Test
        void aChannelOfTheSameNameReplacesTheOneOfTheCodeWhichIsClosed() {
            Own own = new Own();
            builder.channel("ops", own).channel("other", new Own());
            apply(MAIL);
            assertThat(builder.channels).containsOnlyKeys("ops", "other");
            assertThat(builder.channels.get("ops").channel().kind()).isEqualTo("mail");
            assertThat(own.closed).isTrue();
        }
    }

    @Nested
    class TheRest {
        @Test
        void whatTheConfigurationSaysCountsOverWhatTheCodeSays() {
            builder.origin("code", "code-1").window(Duration.ofMinutes(9)).rule("db", rule -> rule.check("old"));
            apply("""
                    service=orders
                    instance=orders-1
                    window=1m
                    lease=1m
                    channel-checks=false
                    file=/var/lib/orders/alerts
                    status-page=https://orders.example/health
                    rules=db
                    rule.db.check=new
                    """);
            assertThat(builder.service).isEqualTo("orders");
            assertThat(builder.instance).isEqualTo("orders-1");
            assertThat(builder.window).isEqualTo(Duration.ofMinutes(1));
            assertThat(builder.lease).isEqualTo(Duration.ofMinutes(1));
            assertThat(builder.channelChecks).isFalse();
            assertThat(builder.file).isEqualTo(Path.of("/var/lib/orders/alerts"));
            assertThat(builder.statusPage).isEqualTo(URI.create("https://orders.example/health"));
            assertThat(builder.rules.get("db").target).isEqualTo(new RuleTarget.Check("new"));
        }

        @Test
        void whatItDoesNotSayStays() {
            builder.origin("code", "code-1").window(Duration.ofMinutes(9));
            apply("service=orders");
            assertThat(builder.instance).isEqualTo("code-1");
            assertThat(builder.window).isEqualTo(Duration.ofMinutes(9));
            assertThat(builder.rulesInForce()).isEqualTo(AlertRule.defaults());
        }

        @Test
        void theDefaultRulesAreAddedToOthersOrLeftOut() {
            String name = AlertRule.defaults().get(0).name();
            builder.rule(name, rule -> rule.check("mine"));
            apply("default-rules=true");
            assertThat(builder.rules)
                    .containsOnlyKeys(
                            AlertRule.defaults().stream().map(AlertRule::name).toList());
            assertThat(builder.rules.get(name).target).isEqualTo(new RuleTarget.Check("mine"));
            builder.rules.clear();
            apply("default-rules=false");
            assertThat(builder.rulesInForce()).isEmpty();
        }

        @Test
        void alertsAreSwitchedOff() {
            Own own = new Own();
            builder.channel("ops", own).rule("down", rule -> rule.check("mine"));
            apply("enabled=false");
            assertThat(builder.rulesInForce()).isEmpty();
            assertThat(builder.channels).isEmpty();
            assertThat(own.closed).isTrue();
        }

        @Test
        void allFaultsAreToldTogetherAndNothingIsChanged() {
            assertThatThrownBy(() -> apply("""
                            window=1h
                            status-page=ftp://orders.example
                            channels=ops
                            channel.ops.kind=mail
                            rules=db,
                            rule.db.check=orders-db
                            servcie=orders
                            """))
                    .hasMessageStartingWith("configuration: ")
                    .hasMessageContaining("window: 1h (expected: PT0S to PT10M), from test")
                    .hasMessageContaining("status-page: ftp://orders.example (expected: an http or https address")
                    .hasMessageContaining("channel.ops.host: not set (expected: a text)")
                    .hasMessageContaining("rules: db, (expected: 1 to 100 letters")
                    .hasMessageContaining("servcie: *** (expected: one of [");
            assertThat(builder.channels).isEmpty();
            assertThat(builder.window).isEqualTo(Duration.ofSeconds(30));
        }

        @Test
        void alertsStartWithWhatIsConfigured(@TempDir Path folder) {
            builder.configuration(of("file=" + folder.resolve("alerts") + "\nchannels=out\nchannel.out.kind=log"));
            try (HealthAlerts alerts = builder.start()) {
                assertThat(alerts.channels())
                        .extracting(AlertChannelHealth::name)
                        .containsExactly("out");
            }
        }

        @Test
        void theBuilderReadsItWhenTheAlertsStart() {
            builder.configuration(of("window=x"));
            assertThatThrownBy(builder::start).hasMessageContaining("window: x (expected: a duration");
        }
    }

    private static final class Own implements AlertChannel {
        private final AtomicBoolean closed = new AtomicBoolean();

        @Override
        public String kind() {
            return "own";
        }

        @Override
        public Receipt deliver(AlertNotification notification, DeliveryContext context) {
            return new Receipt("", "");
        }

        @Override
        public void close() {
            closed.set(true);
        }
    }
}
