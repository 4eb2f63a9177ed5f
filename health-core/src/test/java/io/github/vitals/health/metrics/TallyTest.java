package io.github.vitals.health.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.metrics.EventSource.Reading;
import io.github.vitals.health.metrics.EventSource.Series;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class TallyTest {
    private final Tally tally = new Tally(false);

    private static Reading from(Object origin, Series... series) {
        return new Reading(origin, List.of(series));
    }

    private Point add(Series... series) throws UnreadableEvents {
        return tally.add(from(series.length == 0 ? null : "registry", series), 1);
    }

    @Test
    void whatWasThereBeforeIsLeftOut() throws Exception {
        assertThat(add(new Series("a", 100, 50))).isEqualTo(new Point(1, 0, 0));
        assertThat(add(new Series("a", 110, 51))).isEqualTo(new Point(1, 10, 1));
    }

    @Test
    void oneSeriesThatBeginsAnewLeavesTheOthersAlone() throws Exception {
        add(new Series("a", 1_000_000, 1000), new Series("b", 10, 0));
        assertThat(add(new Series("a", 1_000_100, 1001), new Series("b", 3, 2))).isEqualTo(new Point(1, 103, 3));
    }

    @Test
    void aSeriesThatAppearsHasCountedFromZero() throws Exception {
        add();
        assertThat(add(new Series("a", 5, 4))).isEqualTo(new Point(1, 5, 4));
        assertThat(add(new Series("a", 5, 4), new Series("b", 2, 0))).isEqualTo(new Point(1, 7, 4));
    }

    @Test
    void aSeriesThatGoesTakesNothingAwayAndComesBackFromZero() throws Exception {
        add(new Series("a", 0, 0), new Series("b", 0, 0));
        add(new Series("a", 5, 4), new Series("b", 10, 1));
        assertThat(add(new Series("b", 11, 1))).isEqualTo(new Point(1, 16, 5));
        assertThat(add(new Series("a", 1, 1), new Series("b", 11, 1))).isEqualTo(new Point(1, 17, 6));
    }

    @Test
    void countsOfAnotherRegistryDoNotGoOnFromThoseOfTheLast() throws Exception {
        tally.add(from("one", new Series("a", 10, 1)), 1);
        tally.add(from("one", new Series("a", 20, 2)), 2);
        assertThat(tally.add(from("two", new Series("a", 9000, 9000)), 3)).isEqualTo(new Point(3, 10, 1));
        assertThat(tally.add(from("two", new Series("a", 9010, 9001)), 4)).isEqualTo(new Point(4, 20, 2));
    }

    @Nested
    class Latency {
        private final Tally within = new Tally(true);

        @Test
        void whatIsNotWithinIsBad() throws Exception {
            within.add(from("registry", new Series("a", 10, 9)), 1);
            assertThat(within.add(from("registry", new Series("a", 30, 27)), 2)).isEqualTo(new Point(2, 20, 2));
        }

        @Test
        void anEventSeenWithinBeforeItIsSeenAtAllIsNotBadLater() throws Exception {
            within.add(from("registry", new Series("a", 10, 10)), 1);
            assertThat(within.add(from("registry", new Series("a", 20, 21)), 2)).isEqualTo(new Point(2, 10, -1));
            assertThat(within.add(from("registry", new Series("a", 22, 22)), 3)).isEqualTo(new Point(3, 12, 0));
        }

        @Test
        void aHistogramThatForgetsIsNoBadEvent() throws Exception {
            within.add(from("registry", new Series("a", 10, 10)), 1);
            assertThatThrownBy(() -> within.add(from("registry", new Series("a", 20, 5)), 2))
                    .hasMessage("within of a: fell from 10.0 to 5.0 while the total did not"
                            + " (expected: a count since the start)");
            assertThat(within.add(from("registry", new Series("a", 21, 6)), 3)).isEqualTo(new Point(3, 1, 0));
        }
    }
}
