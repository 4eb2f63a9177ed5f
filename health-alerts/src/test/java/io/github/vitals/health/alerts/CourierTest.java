package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class CourierTest {
    private static final Duration TIMEOUT = Duration.ofMillis(100);

    private final Message message = message();
    private final List<Courier.Result> results = new CopyOnWriteArrayList<>();
    private final CountDownLatch gate = new CountDownLatch(1);
    private volatile boolean called;
    private volatile boolean interrupted;
    private volatile boolean closed;
    private volatile Delivery delivery = context -> new Receipt("taken", "7");
    private final Courier courier = new Courier("ops", new Channel(), TIMEOUT);

    private interface Delivery {
        Receipt deliver(DeliveryContext context) throws DeliveryFailure, InterruptedException;
    }

    private final class Channel implements AlertChannel {
        @Override
        public String kind() {
            return "scripted";
        }

        @Override
        public Receipt deliver(AlertNotification notification, DeliveryContext context)
                throws DeliveryFailure, InterruptedException {
            called = true;
            return delivery.deliver(context);
        }

        @Override
        public void close() {
            closed = true;
            throw new IllegalStateException("cannot be closed");
        }
    }

    private static Message message() {
        Scene scene = new Scene().window(Duration.ZERO).down("db");
        scene.bureau().desk().step(scene.seen, scene.now);
        return scene.bureau().outbox().lane("ops").next(scene.now);
    }

    private void send(BooleanSupplier permitted) {
        DeliveryContext context = new DeliveryContext(message.id(), 1, TIMEOUT, Optional.empty());
        courier.send(message, context, permitted, (sent, result) -> results.add(result));
    }

    private void awaitIdle() {
        await().until(() -> !courier.busy());
    }

    private String failure() {
        return results.get(0).failure().getMessage();
    }

    @AfterEach
    void close() {
        gate.countDown();
        courier.close(Duration.ofSeconds(5));
        assertThat(closed).isTrue();
    }

    @Test
    void whatIsTakenIsToldOnce() {
        send(() -> true);
        awaitIdle();
        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.receipt()).isEqualTo(new Receipt("taken", "7")));
    }

    @Test
    void aCallThatHangsIsInterruptedAndCountsAsFailed() {
        delivery = context -> {
            try {
                gate.await();
            } catch (InterruptedException given) {
                interrupted = true;
                throw given;
            }
            return new Receipt("", "");
        };
        send(() -> true);
        awaitIdle();
        assertThat(interrupted).isTrue();
        assertThat(results).hasSize(1);
        assertThat(failure()).isEqualTo("no answer within PT0.1S");
    }

    @Test
    void aCallThatIgnoresThatIsGivenUpAndKeepsTheChannelBusyUntilItIsBack() {
        delivery = context -> {
            boolean open = false;
            while (!open) {
                try {
                    gate.await();
                    open = true;
                } catch (InterruptedException ignored) {
                    interrupted = true;
                }
            }
            return new Receipt("late", "");
        };
        send(() -> true);
        await().until(() -> courier.busy() && interrupted);
        assertThat(courier.busy()).isTrue();
        assertThat(failure()).isEqualTo("no answer within PT0.1S");
        gate.countDown();
        awaitIdle();
        assertThat(results).hasSize(1);
    }

    @Test
    void anErrorIsAFailureToDeliver() {
        delivery = context -> {
            throw new NoClassDefFoundError("jakarta/mail/Session");
        };
        send(() -> true);
        awaitIdle();
        assertThat(failure()).isEqualTo("NoClassDefFoundError: jakarta/mail/Session");
    }

    @Test
    void nothingCountsAsTaken() {
        delivery = context -> null;
        send(() -> true);
        awaitIdle();
        assertThat(results.get(0).receipt()).isEqualTo(new Receipt("", ""));
    }

    @Test
    void whatIsNotPermittedAtTheLastMomentIsNotSent() {
        send(() -> false);
        awaitIdle();
        assertThat(called).isFalse();
        assertThat(failure()).isEqualTo("left to another instance");
    }

    @Test
    void whatCannotBeBegunIsAFailureToDeliver() {
        delivery = context -> {
            gate.await();
            return new Receipt("", "");
        };
        courier.close(Duration.ZERO);
        send(() -> true);
        awaitIdle();
        assertThat(results).hasSize(1);
        assertThat(called).isFalse();
    }
}
