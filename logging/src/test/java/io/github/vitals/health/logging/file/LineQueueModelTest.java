package io.github.vitals.health.logging.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The queue against a plain list that does the same slowly. */
class LineQueueModelTest {
    private static final int STEPS = 5000;
    private static final int MOST_EVENTS = 12;
    private static final int MOST_BYTES = 90;

    private final LineQueue queue = new LineQueue(MOST_EVENTS, MOST_BYTES);
    private final long[] dropped = new long[LineQueue.LEVELS];
    private List<Entry> model = new ArrayList<>();

    private record Entry(int level, String text) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void whateverComesTheRightOnesStayInOrder(long seed) {
        Random random = new Random(seed);
        for (int step = 0; step < STEPS; step++) {
            if (random.nextInt(40) == 0) {
                assertThat(taken()).isEqualTo(texts());
                model.clear();
            } else {
                offer(new Entry(random.nextInt(LineQueue.LEVELS), step + "x".repeat(random.nextInt(25))));
            }
            assertSameCounts();
        }
    }

    private void offer(Entry entry) {
        Optional<List<Entry>> after = with(entry);
        after.ifPresent(kept -> {
            model.stream().filter(old -> !kept.contains(old)).forEach(old -> dropped[old.level()]++);
            model = kept;
        });
        if (after.isEmpty()) {
            dropped[entry.level()]++;
        }
        assertThat(queue.offer(entry.level(), entry.text().getBytes(UTF_8))).isEqualTo(after.isPresent());
    }

    /** What is queued with this one, or nothing if it is to be dropped itself. */
    private Optional<List<Entry>> with(Entry entry) {
        List<Entry> kept = new ArrayList<>(model);
        kept.add(entry);
        while (kept.size() > MOST_EVENTS || bytes(kept) > MOST_BYTES) {
            Optional<Entry> victim = kept.stream()
                    .filter(old -> old != entry && old.level() <= entry.level())
                    .min(Comparator.comparingInt(Entry::level));
            if (victim.isEmpty()) {
                return Optional.empty();
            }
            kept.remove(victim.get());
        }
        return Optional.of(kept);
    }

    private static int bytes(List<Entry> entries) {
        return entries.stream().mapToInt(entry -> entry.text().length()).sum();
    }

    private void assertSameCounts() {
        assertThat(queue.events()).isEqualTo(model.size());
        assertThat(queue.bytes()).isEqualTo(bytes(model));
        for (int level = 0; level < LineQueue.LEVELS; level++) {
            assertThat(queue.dropped(level)).isEqualTo(dropped[level]);
        }
    }

    private String texts() {
        return String.join("", model.stream().map(Entry::text).toList());
    }

    private String taken() {
        Batch batch = new Batch();
        batch.clear();
        queue.take(batch);
        return UTF_8.decode(batch.lines()).toString();
    }
}
