package io.github.vitals.health.logging.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineQueueTest {
    private final LineQueue queue = new LineQueue(3, 100);

    private boolean put(int level, String text) {
        return queue.offer(level, text.getBytes(UTF_8));
    }

    private String rest() {
        Batch batch = new Batch();
        batch.clear();
        queue.take(batch);
        return UTF_8.decode(batch.lines()).toString();
    }

    @Test
    void theOldestOfTheLowestLevelGoesFirst() {
        put(2, "a");
        put(1, "b");
        put(1, "c");
        assertThat(put(4, "d")).isTrue();
        assertThat(queue.dropped(1)).isEqualTo(1);
        assertThat(rest()).isEqualTo("acd");
    }

    @Test
    void theNewOneIsDroppedIfAllOthersAreHigher() {
        put(4, "a");
        put(3, "b");
        put(4, "c");
        assertThat(queue.refuses(2)).isTrue();
        assertThat(put(2, "d")).isFalse();
        assertThat(queue.dropped(2)).isEqualTo(2);
        assertThat(rest()).isEqualTo("abc");
    }

    @Test
    void aLineThatCanNeverFitEvictsNothing() {
        put(1, "a");
        assertThat(put(4, "x".repeat(101))).isFalse();
        assertThat(rest()).isEqualTo("a");
    }
}
