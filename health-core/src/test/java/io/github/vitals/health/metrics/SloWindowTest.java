package io.github.vitals.health.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.vitals.health.metrics.SloWindow.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SloWindowTest {
    private static final Duration LENGTH = Duration.ofMinutes(40);
    private static final long SLOT = Duration.ofMinutes(1).toNanos();

    /** Every sample there ever was; times are since the first one. */
    private static final class Model {
        private final List<Point> all = new ArrayList<>();

        Point now() {
            return all.get(all.size() - 1);
        }

        Point atOrBefore(long time) {
            Point found = all.get(0);
            for (Point point : all) {
                found = point.at() <= time ? point : found;
            }
            return found;
        }

        Point atOrAfter(long time) {
            return all.stream().filter(point -> point.at() >= time).findFirst().orElse(now());
        }

        double badAt(long time) {
            Point from = atOrBefore(time);
            Point to = atOrAfter(time);
            long apart = to.at() - from.at();
            return apart == 0 ? to.bad() : from.bad() + (to.bad() - from.bad()) * (time - from.at()) / apart;
        }
    }

    /** A sample some time after the last one, with some events, in bursts of bad ones. */
    private static Point next(Random random, Point last, long step) {
        int events = random.nextInt(50);
        int bad = random.nextInt(10) < 3 ? random.nextInt(events + 1) : 0;
        return new Point(last.at() + step, last.total() + events, last.bad() + bad);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void itAgreesWithAllSamplesButForTheEventsOfASlot(long seed) {
        Random random = new Random(seed);
        SloWindow window = new SloWindow(LENGTH);
        Model model = new Model();
        long offset = random.nextLong();
        Point now = new Point(0, 0, 0);
        for (int sample = 0; sample < 1500; sample++) {
            model.all.add(now);
            Span span = window.add(new Point(now.at() + offset, now.total(), now.bad()));
            long start = now.at() - LENGTH.toNanos();
            double least =
                    now.bad() - (start < 0 ? 0 : model.atOrAfter(start + SLOT).bad());
            double most = now.bad()
                    - model.atOrBefore(model.atOrBefore(start).at() - SLOT).bad();
            assertThat(span.bad()).isBetween(least - 1e-6, most + 1e-6);
            assertThat(span.coverage()).isEqualTo(Math.min(1, (double) now.at() / LENGTH.toNanos()), within(1e-9));
            assertThat(window.kept()).isLessThanOrEqualTo(2 * SloWindow.SLOTS + 2);
            if (start >= 0
                    && model.atOrAfter(start).at() - model.atOrBefore(start).at() >= SLOT) {
                assertThat(span.bad()).as("begins in a gap").isEqualTo(now.bad() - model.badAt(start), within(1e-6));
            }
            boolean gap = random.nextInt(200) == 0;
            now = next(random, now, random.nextLong(gap ? 2 * LENGTH.toNanos() : SLOT / 3));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void itAgreesExactlyWithSamplesThatAreRareEnoughToBeKept(long seed) {
        Random random = new Random(seed);
        SloWindow window = new SloWindow(LENGTH);
        Model model = new Model();
        Point now = new Point(0, 0, 0);
        for (int sample = 0; sample < 500; sample++) {
            model.all.add(now);
            long start = Math.max(0, now.at() - LENGTH.toNanos());
            assertThat(window.add(now).bad()).isEqualTo(now.bad() - model.badAt(start), within(1e-6));
            now = next(random, now, SLOT + random.nextLong(10 * SLOT));
        }
    }

    @Test
    void itIsFullHoweverOftenPointsCome() {
        SloWindow window = new SloWindow(LENGTH);
        for (int sample = 0; sample < 100_000; sample++) {
            window.add(new Point(sample * SLOT / 100, sample, 0));
        }
        assertThat(window.kept()).isBetween(SloWindow.SLOTS, SloWindow.SLOTS + 2);
    }

    @Test
    void itIsBoundedHoweverPointsComeInPairs() {
        SloWindow window = new SloWindow(LENGTH);
        for (int pair = 0; pair < 1000; pair++) {
            window.add(new Point(pair * (SLOT + 10), pair, 0));
            window.add(new Point(pair * (SLOT + 10) + 10, pair, 0));
        }
        assertThat(window.kept()).isBetween(SloWindow.SLOTS, 2 * SloWindow.SLOTS + 2);
    }

    @Test
    void nothingKnownIsNothingBurnt() {
        Span span = new SloWindow(LENGTH).add(new Point(0, 7, 7));
        assertThat(span).isEqualTo(new Span(0, 0, 0));
        assertThat(span.errorRatio()).isZero();
        assertThat(span.burnRate(0.001)).isZero();
    }

    @Test
    void goodEventsThatAreAheadForAMomentAreNoNegativeErrors() {
        assertThat(new Span(1, 10, -1).errorRatio()).isZero();
    }
}
