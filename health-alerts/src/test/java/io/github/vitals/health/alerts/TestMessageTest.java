package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.alerting.AlertTestAnswer;
import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TestMessageTest {
    private static final Instant NOW = Instant.parse("2026-11-27T23:00:00Z");

    private final List<AlertNotification> sent = new ArrayList<>();
    private final List<DeliveryContext> contexts = new ArrayList<>();

    private interface Delivery {
        Receipt deliver() throws DeliveryFailure, InterruptedException;
    }

    private AlertTestAnswer send(Duration timeout, Delivery delivery) {
        AlertChannel channel = new AlertChannel() {
            @Override
            public String kind() {
                return "own";
            }

            @Override
            public Receipt deliver(AlertNotification notification, DeliveryContext context)
                    throws DeliveryFailure, InterruptedException {
                sent.add(notification);
                contexts.add(context);
                return delivery.deliver();
            }
        };
        return TestMessage.send("ops", channel, timeout, "orders", "orders-1", () -> NOW);
    }

    private AlertTestAnswer send(Delivery delivery) {
        return send(Duration.ofSeconds(30), delivery);
    }

    @Test
    void theMessageSaysOfItselfThatItIsATest() {
        AlertTestAnswer answer = send(() -> new Receipt("250 queued", ""));
        assertThat(answer.channel()).isEqualTo("ops");
        assertThat(answer.accepted()).isTrue();
        assertThat(answer.answer()).isEqualTo("250 queued");
        assertThat(answer.took()).isPositive();
        AlertNotification message = sent.get(0);
        assertThat(message.kind()).isEqualTo(AlertNotification.Kind.TEST);
        assertThat(message.summary()).isEqualTo("Test: this is a test of the channel ops; nothing is wrong");
        assertThat(message.origin()).isEqualTo(new AlertNotification.Origin("orders", "orders-1"));
        assertThat(message.at()).isEqualTo(NOW);
        assertThat(contexts.get(0).timeout()).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void testsOfAChannelHaveOneKeyAndEachIsAMessageOfItsOwn() {
        send(() -> new Receipt("", ""));
        send(() -> new Receipt("", ""));
        assertThat(sent).extracting(AlertNotification::key).hasSize(2).allMatch(key -> key.matches("[0-9a-f]{32}"));
        assertThat(sent.get(0).key()).isEqualTo(sent.get(1).key());
        assertThat(contexts.get(0).id()).isNotEqualTo(contexts.get(1).id());
    }

    @Test
    void whatTheFarSideRefusesWithIsTheAnswer() {
        AlertTestAnswer answer = send(() -> {
            throw DeliveryFailure.rejected("550 no such user");
        });
        assertThat(answer.accepted()).isFalse();
        assertThat(answer.answer()).isEqualTo("550 no such user");
    }

    @Test
    void ofWhatElseAChannelThrowsOnlyTheTypeIsTold() {
        AlertTestAnswer answer = send(() -> {
            throw new AssertionError("https://hooks.example/T0/secret");
        });
        assertThat(answer.accepted()).isFalse();
        assertThat(answer.answer()).isEqualTo("the channel threw java.lang.AssertionError");
    }

    @Test
    void aChannelThatHangsIsInterruptedAtTheTimeout() throws InterruptedException {
        CountDownLatch interrupted = new CountDownLatch(1);
        AlertTestAnswer answer = send(Duration.ofMillis(50), () -> {
            try {
                new CountDownLatch(1).await();
            } finally {
                interrupted.countDown();
            }
            throw new AssertionError("never");
        });
        assertThat(answer.accepted()).isFalse();
        assertThat(answer.answer()).isEqualTo("no answer within 50 ms");
        assertThat(interrupted.await(30, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aCallerThatIsInterruptedStaysInterrupted() {
        Thread.currentThread().interrupt();
        AlertTestAnswer answer = send(() -> {
            new CountDownLatch(1).await();
            throw new AssertionError("never");
        });
        assertThat(Thread.interrupted()).isTrue();
        assertThat(answer.accepted()).isFalse();
        assertThat(answer.answer()).isEqualTo("interrupted");
    }
}
