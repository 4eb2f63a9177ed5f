package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.servers.alerting.Fault;
import io.github.vitals.health.servers.alerting.SlackServer;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class SlackBotTest {
    private static final Sample TRIGGER =
            Sample.of(AlertNotification.Kind.TRIGGER).severity(AlertSeverity.WARNING);

    private final SlackServer slack = SlackServer.start();
    private final SlackChannel channel = bot(SlackServer.TOKEN, SlackServer.CHANNEL_NAME);

    @AfterEach
    void close() {
        channel.close();
        slack.close();
    }

    private SlackChannel bot(String token, String name) {
        return SlackChannel.botBuilder(Secret.of(token), name)
                .api(slack.uri())
                .mention("<!here>")
                .build();
    }

    private Receipt opened() throws Exception {
        return channel.deliver(TRIGGER.notification(), Sample.first());
    }

    private SlackServer.Message root() {
        return slack.messages().get(0);
    }

    private DeliveryFailure failure(AlertNotification notification, DeliveryContext context) {
        return catchThrowableOfType(DeliveryFailure.class, () -> channel.deliver(notification, context));
    }

    @Test
    void aTriggerIsANewMessageThatIsRemembered() throws Exception {
        Receipt opened = opened();
        assertThat(opened.answer()).isEqualTo("message " + root().ts());
        assertThat(opened.reference()).isEqualTo(SlackServer.CHANNEL + ":" + root().ts());
        assertThat(root().blocks()).startsWith("🟠 WARNING: orders-db is DOWN\n");
        assertThat(root().thread()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "RESOLVE, ✅ RESOLVED: orders-db, 'orders-db is well again after 5 min, and 12 others'",
        "ACKNOWLEDGE, 👀 ACKNOWLEDGED: orders-db is DOWN, orders-db is looked after by mia",
        "REMINDER, 🟠 WARNING: orders-db is DOWN, 'orders-db is still DOWN (timeout): no answer within 2 s after 5 min, and 12 others'"
    })
    void whatFollowsChangesTheMessageAndIsToldInItsThread(AlertNotification.Kind kind, String title, String reply)
            throws Exception {
        Receipt opened = opened();
        Receipt receipt = channel.deliver(TRIGGER.kind(kind).notification(), Sample.after(opened));
        assertThat(receipt.reference()).isEqualTo(opened.reference());
        assertThat(root().blocks()).startsWith(title + "\n");
        assertThat(root().updates()).isEqualTo(1);
        assertThat(slack.replies(root().ts())).singleElement().satisfies(it -> {
            assertThat(it.text()).isEqualTo(reply);
            assertThat(it.broadcast()).isFalse();
            assertThat(it.pings()).isZero();
        });
        assertThat(slack.messages()).hasSize(2);
    }

    @Test
    void whatHasBecomeMoreUrgentIsToldInTheChannelTooAndCallsOnce() throws Exception {
        Receipt opened = opened();
        channel.deliver(Sample.of(AlertNotification.Kind.UPDATE).notification(), Sample.after(opened));
        assertThat(root().blocks()).startsWith("🔴 CRITICAL: orders-db is DOWN\n");
        assertThat(root().pings()).as("a message that changes calls nobody").isZero();
        assertThat(slack.replies(root().ts())).singleElement().satisfies(it -> {
            assertThat(it.broadcast()).isTrue();
            assertThat(it.blocks()).endsWith("<!here>");
        });
    }

    @ParameterizedTest
    @EnumSource(AlertNotification.Kind.class)
    void noTextMakesAMessageThatSlackRefuses(AlertNotification.Kind kind) throws Exception {
        Receipt opened = opened();
        channel.deliver(Sample.hostile(kind).severity(AlertSeverity.INFO).notification(), Sample.after(opened));
        assertThat(slack.events()).allMatch(event -> event.error().isEmpty());
        assertThat(slack.messages()).allMatch(message -> message.pings() == 0);
    }

    @Test
    void aReplyThatFailedIsRepeatedAndTheMessageStaysAsItIs() throws Exception {
        Receipt opened = opened();
        AlertNotification resolve = TRIGGER.kind(AlertNotification.Kind.RESOLVE).notification();
        DeliveryContext context = Sample.after(opened);
        slack.failNext(Fault.NONE, Fault.CLOSE);
        assertThat(failure(resolve, context).rejected()).isFalse();
        SlackServer.Message updated = root();
        assertThat(updated.blocks()).as("the update comes first").startsWith("✅ RESOLVED");
        assertThat(slack.replies(updated.ts())).isEmpty();
        slack.failNext(Fault.NONE, Fault.LOST);
        assertThat(failure(resolve, context).rejected()).isFalse();
        channel.deliver(resolve, context);
        assertThat(root().blocks()).isEqualTo(updated.blocks());
        assertThat(slack.replies(updated.ts()))
                .as("one whose answer was lost, and its repetition")
                .hasSize(2);
    }

    @Test
    void aMessageThatWasDeletedIsWrittenAnew() throws Exception {
        Receipt opened = opened();
        slack.delete(root().ts());
        Receipt anew =
                channel.deliver(TRIGGER.kind(AlertNotification.Kind.RESOLVE).notification(), Sample.after(opened));
        assertThat(slack.messages()).singleElement().satisfies(it -> {
            assertThat(it.thread()).isEmpty();
            assertThat(it.blocks()).startsWith("✅ RESOLVED: orders-db\n");
            assertThat(anew.reference()).isEqualTo(SlackServer.CHANNEL + ":" + it.ts());
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"cant_update_message", "edit_window_closed"})
    void aMessageThatMayNotBeChangedIsAnsweredAllTheSame(String error) throws Exception {
        Receipt opened = opened();
        slack.refuseNext(error);
        channel.deliver(TRIGGER.kind(AlertNotification.Kind.RESOLVE).notification(), Sample.after(opened));
        assertThat(slack.replies(root().ts())).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ok", "critical", "C1:now", "C1:1.2:3", "c1:1.2"})
    void withoutAMessageToChangeThereIsANewOne(String reference) throws Exception {
        DeliveryContext context = new DeliveryContext("id", 1, Sample.TIMEOUT, Optional.of(reference));
        channel.deliver(TRIGGER.kind(AlertNotification.Kind.RESOLVE).notification(), context);
        assertThat(slack.messages())
                .singleElement()
                .satisfies(it -> assertThat(it.thread()).isEmpty());
    }

    @ParameterizedTest
    @CsvSource({
        "invalid_auth, true",
        "token_revoked, true",
        "channel_not_found, true",
        "not_in_channel, true",
        "is_archived, true",
        "missing_scope, true",
        "internal_error, false",
        "fatal_error, false",
        "service_unavailable, false",
        "request_timeout, false"
    })
    void whatSlackSaysIsTold(String error, boolean rejected) {
        slack.refuseNext(error);
        DeliveryFailure failure = failure(TRIGGER.notification(), Sample.first());
        assertThat(failure).hasMessageStartingWith(error);
        assertThat(failure.rejected()).isEqualTo(rejected);
        assertThat(failure.retryAfter()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ratelimited", "rate_limited", "message_limit_exceeded"})
    void whoSendsTooMuchWaits(String error) {
        slack.refuseNext(error);
        DeliveryFailure failure = failure(TRIGGER.notification(), Sample.first());
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(30));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "<html>log in</html>", "[]", "{\"ok\":\"true\"}", "{\"ok\":false}", "{\"ok\":tr"})
    void anAnswerThatIsNotSlacksCountsAsNone(String body) {
        slack.failNext(Fault.answer(200, body));
        DeliveryFailure failure = failure(TRIGGER.notification(), Sample.first());
        assertThat(failure.rejected()).isFalse();
        assertThat(failure).hasMessageEndingWith("(expected: an answer of Slack)");
    }

    @Test
    void aTokenThatIsWrongIsRejectedAndNotShown() {
        try (SlackChannel wrong = bot("xoxb-a-token-that-is-wrong", SlackServer.CHANNEL)) {
            assertThatThrownBy(() -> wrong.deliver(TRIGGER.notification(), Sample.first()))
                    .isInstanceOf(DeliveryFailure.class)
                    .hasMessage("invalid_auth")
                    .matches(failure -> ((DeliveryFailure) failure).rejected());
        }
    }

    @Test
    void aChannelThatIsNotThereIsRejected() {
        try (SlackChannel wrong = bot(SlackServer.TOKEN, "#nowhere")) {
            assertThatThrownBy(() -> wrong.deliver(TRIGGER.notification(), Sample.first()))
                    .hasMessageStartingWith("channel_not_found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "#", "two words", "a/b"})
    void aChannelsNameIsCheckedAtStart(String name) {
        assertThatThrownBy(() -> SlackChannel.bot(Secret.of(SlackServer.TOKEN), name))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("channel: " + name + " (expected: the id or name of a channel)");
    }
}
