package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class OneAtATimeTest {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch letGo = new CountDownLatch(1);
    private final AtomicInteger calls = new AtomicInteger();

    /** The first call waits until it is let go. */
    private final AlertChannel slow = new AlertChannel() {
        @Override
        public String kind() {
            return "slow";
        }

        @Override
        public Receipt deliver(AlertNotification notification, DeliveryContext context) throws InterruptedException {
            calls.incrementAndGet();
            begun.countDown();
            letGo.await();
            return new Receipt("taken", "");
        }
    };

    private final OneAtATime channel = new OneAtATime(slow);
    private final AlertNotification message =
            new Scene().window(Duration.ZERO).down("db").step().last();

    private static DeliveryContext within(Duration timeout) {
        return new DeliveryContext("id", 1, timeout, Optional.empty());
    }

    @Test
    void aSecondCallDoesNotReachTheChannelWhileTheFirstIsUnderWay() throws Exception {
        Thread first = new Thread(() -> {
            try {
                Receipt unused = channel.deliver(message, within(Duration.ofSeconds(30)));
            } catch (DeliveryFailure | InterruptedException failed) {
                calls.set(-1);
            }
        });
        first.start();
        begun.await();
        assertThatThrownBy(() -> channel.deliver(message, within(Duration.ofMillis(1))))
                .isInstanceOf(DeliveryFailure.class)
                .hasMessage("another message is under way");
        assertThat(calls).hasValue(1);
        letGo.countDown();
        first.join();
        assertThat(channel.deliver(message, within(Duration.ofSeconds(30))).answer())
                .isEqualTo("taken");
    }
}
