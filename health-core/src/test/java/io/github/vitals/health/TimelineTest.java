package io.github.vitals.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimelineTest {
    private final Timeline timeline = new Timeline();

    @Test
    void theFirstIsAlwaysTheOneDueFirstWhateverIsMovedOrRemoved() {
        Random random = new Random(42);
        Timeline.Entry[] entries = new Timeline.Entry[100];
        Map<Timeline.Entry, Long> expected = new HashMap<>();
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Timeline.Entry();
        }
        for (int step = 0; step < 20_000; step++) {
            Timeline.Entry entry = entries[random.nextInt(entries.length)];
            if (random.nextInt(4) == 0) {
                timeline.remove(entry);
                expected.remove(entry);
            } else {
                long due = random.nextInt(1000);
                expected.put(entry, due);
                boolean first = timeline.schedule(entry, due);
                assertThat(first).isEqualTo(timeline.first() == entry);
            }
            assertFirst(expected);
        }
    }

    private void assertFirst(Map<Timeline.Entry, Long> expected) {
        Timeline.Entry first = timeline.first();
        if (expected.isEmpty()) {
            assertThat(first).isNull();
        } else {
            long soonest =
                    expected.values().stream().mapToLong(Long::longValue).min().orElseThrow();
            assertThat(expected.get(first)).isEqualTo(soonest);
        }
    }

    @Test
    void theOrderHoldsWhereTheTickerOverflows() {
        Timeline.Entry before = new Timeline.Entry();
        Timeline.Entry after = new Timeline.Entry();
        timeline.schedule(after, Long.MIN_VALUE + 10);
        timeline.schedule(before, Long.MAX_VALUE - 10);
        assertThat(timeline.first()).isSameAs(before);
        assertThat(Timeline.due(before)).isEqualTo(Long.MAX_VALUE - 10);
    }

    @Test
    void removingWhatIsNotInChangesNothing() {
        timeline.remove(new Timeline.Entry());
        assertThat(timeline.first()).isNull();
    }

    @Test
    void whatTakesTheRemovedPlaceMovesUpIfItIsDueSooner() {
        Timeline.Entry[] entries = new Timeline.Entry[31];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = new Timeline.Entry();
            timeline.schedule(entries[i], dueInATreeThatIsLateOnTheLeft(i));
        }
        timeline.remove(entries[15]);
        List<Long> first = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            Timeline.Entry next = timeline.first();
            first.add(Timeline.due(next));
            timeline.remove(next);
        }
        assertThat(first).containsExactly(0L, 2L, 6L, 14L, 30L, 105L);
    }

    /** The last place is at the end of the only way down on which everything is due soon. */
    private static long dueInATreeThatIsLateOnTheLeft(int place) {
        boolean onTheWayToTheLast = (place + 2 & place + 1) == 0;
        boolean right = place > 0 && Integer.toBinaryString(place + 1).startsWith("11");
        return onTheWayToTheLast ? place : (right ? 100 : 1000) + place;
    }

    @Test
    void anEntryStandsBeforeATimeIfItIsDueByThen() {
        Timeline.Entry entry = new Timeline.Entry();
        assertThat(Timeline.standsBefore(entry, 100)).isFalse();
        timeline.schedule(entry, 10);
        assertThat(Timeline.standsBefore(entry, 9)).isFalse();
        assertThat(Timeline.standsBefore(entry, 10)).isTrue();
        assertThat(Timeline.standsBefore(entry, 11)).isTrue();
    }
}
