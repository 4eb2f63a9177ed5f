package io.github.vitals.health.checks;

import static io.github.vitals.health.HealthStatus.DEGRADED;
import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UNKNOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.util.Collections;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.PriorityBlockingQueue;
import org.junit.jupiter.api.Test;

class QueueCheckTest {
    private static HealthResult run(long size, long capacity) throws Exception {
        return Run.once(QueueCheck.builder(() -> size, () -> capacity).build());
    }

    @Test
    void howFullItIsDecides() throws Exception {
        assertThat(run(0, 100).status()).isEqualTo(UP);
        assertThat(run(79, 100).status()).isEqualTo(UP);
        assertThat(run(80, 100).status()).isEqualTo(DEGRADED);
        assertThat(run(95, 100).status()).isEqualTo(DOWN);
        assertThat(run(250, 100).message()).isEqualTo("250 % full: 250 of 100");
    }

    @Test
    void aRealQueueIsFollowed() throws Exception {
        BlockingQueue<String> queue = new ArrayBlockingQueue<>(10);
        QueueCheck check = QueueCheck.of(queue);
        assertThat(Run.once(check).status()).isEqualTo(UP);
        queue.addAll(Collections.nCopies(10, "x"));
        HealthResult full = Run.once(check);
        assertThat(full.status()).isEqualTo(DOWN);
        assertThat(full.reason()).contains(FailureReason.SATURATED);
        assertThat(full.details())
                .containsEntry("size", 10L)
                .containsEntry("capacity", 10L)
                .containsEntry("fullPercent", 100.0);
        queue.clear();
        assertThat(Run.once(check).status()).isEqualTo(UP);
    }

    @Test
    void numbersThatSayNothingAreUnknown() throws Exception {
        assertThat(run(-1, 100).status()).isEqualTo(UNKNOWN);
        assertThat(run(1, 0).message()).isEqualTo("size 1 and capacity 0 say nothing");
    }

    @Test
    void badInputIsRefused() {
        assertThatThrownBy(() -> QueueCheck.of(new LinkedBlockingQueue<>(Collections.nCopies(9, "x"))))
                .hasMessage("queue: LinkedBlockingQueue without a bound (expected: one with a bound)");
        assertThatThrownBy(() -> QueueCheck.of(new PriorityBlockingQueue<>()))
                .hasMessage("queue: PriorityBlockingQueue without a bound (expected: one with a bound)");
        assertThatThrownBy(() -> QueueCheck.of(null)).hasMessage("queue: null (expected: a queue)");
        assertThatThrownBy(() -> QueueCheck.builder(null, () -> 1))
                .hasMessage("size: null (expected: a supplier of the size)");
        QueueCheck.Builder builder = QueueCheck.builder(() -> 1, () -> 1);
        assertThatThrownBy(() -> builder.degradedAt(0))
                .hasMessage("degradedAt: 0.0 (expected: more than 0, at most 100)");
        assertThatThrownBy(() -> builder.downAt(50).build())
                .hasMessage("downAt: 50 (expected: at least degradedAt, 80)");
    }
}
