package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.servers.alerting.Fault;
import io.github.vitals.health.servers.alerting.SlackServer;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackWebhookTest {
    private final SlackServer slack = SlackServer.start();
    private final SlackChannel channel =
            SlackChannel.webhook(Secret.of(slack.webhook().toString()));

    @AfterEach
    void close() {
        channel.close();
        slack.close();
    }

    private SlackServer.Message sent(Sample sample) throws Exception {
        assertThat(channel.deliver(sample.notification(), Sample.first())).isEqualTo(new Receipt("ok", ""));
        List<SlackServer.Message> messages = slack.messages();
        return messages.get(messages.size() - 1);
    }

    @Test
    void aMessageSaysWhatIsKnown() throws Exception {
        SlackServer.Message message = sent(Sample.of(AlertNotification.Kind.TRIGGER));
        assertThat(message.text()).isEqualTo("orders-db is DOWN (timeout): no answer within 2 s, and 12 others");
        assertThat(message.blocks())
                .contains("🔴 CRITICAL: orders-db is DOWN", "no answer within 2 s")
                .contains("*Status*\nDOWN", "*Severity*\ncritical", "*Reason*\ntimeout", "*Latency*\n2001 ms")
                .contains("*Since*\n<!date^1767268800^{date_short_pretty} {time_secs}|2026-01-01 12:00:00 UTC>")
                .contains("*Last good*\n<!date^1767268790^")
                .contains("*Rule*\ndown", "*Service*\nshop on shop-7d4b9-x2x")
                .contains("12 others: orders, stock, …")
                .contains("Runbook", "Dashboard", "Status")
                .contains("alert " + Sample.KEY + " · app.kubernetes.io/name=shop · team=orders");
        assertThat(slack.events().get(0).body()).contains("\"url\":\"https://wiki.example/orders-db\"");
    }

    @ParameterizedTest
    @CsvSource({
        "TRIGGER, WARNING, 🟠 WARNING: orders-db is DOWN",
        "UPDATE, INFO, 🔵 INFO: orders-db is DOWN",
        "ACKNOWLEDGE, WARNING, 👀 ACKNOWLEDGED: orders-db is DOWN",
        "RESOLVE, WARNING, ✅ RESOLVED: orders-db",
        "TEST, INFO, 🔔 TEST: orders-db"
    })
    void theStateIsAWordAndNotAColourAlone(AlertNotification.Kind kind, AlertSeverity severity, String title)
            throws Exception {
        assertThat(sent(Sample.of(kind).severity(severity)).blocks()).startsWith(title + "\n");
    }

    @ParameterizedTest
    @EnumSource(AlertNotification.Kind.class)
    void noTextMakesAMessageThatSlackRefusesOrThatCallsAnybody(AlertNotification.Kind kind) throws Exception {
        SlackServer.Message message = sent(Sample.hostile(kind));
        assertThat(message.pings()).isZero();
        assertThat(message.text()).isNotBlank().contains("&lt;!channel&gt;");
        assertThat(message.blocks()).contains("&lt;!channel&gt; &lt;!here&gt; &lt;@U024BE7LH&gt;");
        assertThat(slack.events().get(0).body())
                .doesNotContain("\\u0000", "\\u001b", "\\u001B")
                .hasSizeLessThan(20_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<!here>", "<!channel>", "<@U024BE7LH> <!subteam^SAZ94GDB8>"})
    void onlyWhatIsOrBecomesCriticalCallsSomebody(String mention) throws Exception {
        try (SlackChannel calling = SlackChannel.webhookBuilder(
                        Secret.of(slack.webhook().toString()))
                .mention(mention)
                .build()) {
            for (AlertNotification.Kind kind : AlertNotification.Kind.values()) {
                for (AlertSeverity severity : AlertSeverity.values()) {
                    calling.deliver(Sample.of(kind).severity(severity).notification(), Sample.first());
                    SlackServer.Message last =
                            slack.messages().get(slack.messages().size() - 1);
                    boolean calls = severity == AlertSeverity.CRITICAL
                            && (kind == AlertNotification.Kind.TRIGGER || kind == AlertNotification.Kind.UPDATE);
                    assertThat(last.pings() > 0).as("%s %s", kind, severity).isEqualTo(calls);
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "here", "@here", "<!here", "<!here><!here>", "<http://a|b>", "*<!here>*"})
    void anythingElseIsNoMention(String mention) {
        SlackChannelBuilder builder = SlackChannel.webhookBuilder(Secret.of("https://hooks.slack.com/services/T/B/x"));
        assertThatThrownBy(() -> builder.mention(mention))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("mention: " + mention + " (expected: <!here>");
    }

    @ParameterizedTest
    @CsvSource({
        "400, invalid_payload, true",
        "403, action_prohibited, true",
        "404, no_service, true",
        "410, channel_is_archived, true",
        "500, rollup_error, false",
        "200, <html>log in to the network</html>, false"
    })
    void whatSlackSaysIsTold(int status, String body, boolean rejected) {
        slack.failNext(Fault.answer(status, body));
        DeliveryFailure failure = catchThrowableOfType(
                DeliveryFailure.class,
                () -> channel.deliver(Sample.of(AlertNotification.Kind.TRIGGER).notification(), Sample.first()));
        assertThat(failure).hasMessageStartingWith("HTTP " + status + ": " + body);
        assertThat(failure.rejected()).isEqualTo(rejected);
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void aWebhookThatWasRemovedIsRejected() {
        Secret gone = Secret.of(slack.webhook().toString().replace("abcdef", "fedcba"));
        DeliveryFailure failure = catchThrowableOfType(
                DeliveryFailure.class,
                () -> SlackChannel.webhook(gone)
                        .deliver(Sample.of(AlertNotification.Kind.TEST).notification(), Sample.first()));
        assertThat(failure).hasMessage("HTTP 404: no_service");
        assertThat(failure.rejected()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://hooks.slack.com/services/T0/B0/verysecret",
                "https://user:verysecret@hooks.slack.com/services",
                "hooks.slack.com/services/verysecret",
                "https:///verysecret",
                "not an address: verysecret"
            })
    void anAddressThatWillNotDoIsAnErrorAtStartThatDoesNotShowIt(String url) {
        assertThatThrownBy(() -> SlackChannel.webhook(Secret.of(url)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("url: ")
                .hasMessageContaining("expected: an https address")
                .hasMessageNotContaining("verysecret");
    }
}
