package io.github.vitals.health.history;

import static io.github.vitals.health.HealthStatus.DOWN;
import static io.github.vitals.health.HealthStatus.UP;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class StoreWriterTest {
    private static final HistoryKey DB = HistoryKey.check("db");

    private final RememberedStore store = new RememberedStore();
    private WatchedRegistry watched = new WatchedRegistry(store);

    private void write() throws InterruptedException {
        Objects.requireNonNull(watched.history().writer()).step();
    }

    private StoreHealth health() {
        return watched.history().store().orElseThrow();
    }

    private Duration kept(HistoryTier tier) {
        return store.buckets().stream()
                .filter(each -> each.key().equals(DB) && each.tier() == tier)
                .map(each -> each.bucket().known())
                .reduce(Duration.ZERO, Duration::plus);
    }

    @Test
    void writesWhatWasUpToTheLastMoments() throws InterruptedException {
        watched.pass(Duration.ofSeconds(150));
        write();

        assertThat(kept(HistoryTier.MINUTES)).isEqualTo(Duration.ofSeconds(150).minusMillis(Ledger.BEHIND));
        assertThat(kept(HistoryTier.HOURS)).isEqualTo(Duration.ofSeconds(120));
        assertThat(health().loaded()).isTrue();
        assertThat(health().lastWrite()).contains(watched.instant());
    }

    @Test
    void aMinuteThatGoesOnIsWrittenAnewAndNotTwice() throws InterruptedException {
        for (int i = 0; i < 30; i++) {
            watched.pass(Duration.ofSeconds(5));
            write();
        }

        assertThat(kept(HistoryTier.MINUTES)).isEqualTo(Duration.ofSeconds(150).minusMillis(Ledger.BEHIND));
        assertThat(store.buckets().stream().filter(each -> each.key().equals(DB) && each.tier() == HistoryTier.MINUTES))
                .hasSize(3);
    }

    @Test
    void afterARestartWhatWasIsThere() throws InterruptedException {
        watched.pass(Duration.ofMinutes(90));
        watched.becomes(DOWN);
        watched.pass(Duration.ofMinutes(1));
        watched.finish();
        write();

        WatchedRegistry again = watched.restarted(store, Duration.ofMinutes(10));
        watched = again;
        watched.pass(Duration.ofSeconds(10));
        write();

        assertThat(watched.history().transitions(DB, Instant.EPOCH, Instant.MAX))
                .extracting(transition -> transition.to())
                .containsExactly(UP, DOWN, UP);
        assertThat(store.transitions().stream().filter(each -> each.name().equals("db")))
                .as("none is written in the place of another")
                .hasSize(3);
        assertThat(watched.history().incidents(DB, Instant.EPOCH, Instant.MAX))
                .singleElement()
                .satisfies(incident -> assertThat(incident.to()).isPresent());
        Uptime uptime = watched.history()
                .uptime(DB, new HistoryWindow(WatchedRegistry.START, watched.instant(), Duration.ofHours(1)));
        assertThat(uptime.time(UP)).isEqualTo(Duration.ofMinutes(90).plusSeconds(10));
        assertThat(uptime.time(DOWN)).isEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void nothingIsWrittenBeforeWhatWasKeptHasBeenRead() throws InterruptedException {
        store.down(true);
        watched.pass(Duration.ofSeconds(30));
        write();
        assertThat(health().loaded()).isFalse();
        assertThat(store.writes()).isZero();

        store.down(false);
        write();
        assertThat(health().loaded()).isTrue();
        assertThat(kept(HistoryTier.MINUTES)).isEqualTo(Duration.ofSeconds(27));
    }

    @Test
    void whatAStoreThatIsDownDidNotTakeIsWrittenInOrderWhenItIsBack() throws InterruptedException {
        watched.pass(Duration.ofSeconds(1));
        write();
        store.down(true);
        for (int i = 0; i < 10; i++) {
            watched.becomes(i % 2 == 0 ? DOWN : UP);
            watched.pass(Duration.ofMinutes(20));
            write();
        }
        assertThat(health().failing()).isPresent();

        store.down(false);
        write();
        assertThat(health().failing()).isEmpty();
        assertThat(health().lost()).isZero();
        assertThat(store.transitions().stream().filter(each -> each.name().equals("db")))
                .hasSize(11)
                .isSortedAccordingTo(Comparator.comparing(each -> each.at()));
        assertThat(kept(HistoryTier.MINUTES))
                .isEqualTo(Duration.ofMinutes(200).plusSeconds(1).minusMillis(Ledger.BEHIND));
    }

    @Test
    void whatFallsOutOfMemoryBeforeItIsWrittenIsCounted() throws InterruptedException {
        write();
        store.down(true);
        watched.pass(Duration.ofHours(30));
        write();
        store.down(false);
        write();

        // Of 30 hours the last 26 are there, but for a chunk of an hour at most, of the check and of four groups.
        assertThat(health().lost()).isBetween(5 * 2 * 60L, 5 * 4 * 60L);
    }

    @Test
    void moreTransitionsThanWaitAreCounted() throws InterruptedException {
        watched.pass(Duration.ofSeconds(1));
        write();
        store.down(true);
        for (int i = 0; i < 4_000; i++) {
            watched.becomes(i % 2 == 0 ? DOWN : UP);
            watched.pass(Duration.ofMillis(1));
        }
        store.down(false);
        write();

        int told = 4_000 * 3; // the check, ALL and READINESS
        assertThat(health().lost()).isEqualTo(told - Outgoing.MOST);
        assertThat(store.transitions())
                .as("all that waited, and those written before")
                .hasSizeGreaterThanOrEqualTo(Outgoing.MOST);
    }

    @Test
    void whatIsSaidOfAFailureHoldsNoSecret() throws InterruptedException {
        store.down(true);
        write();

        assertThat(health().failing().orElseThrow())
                .contains("the store is down")
                .doesNotContain("hunter2");
    }

    @Test
    void theInstancesOfTheServiceAreLookedUp() throws InterruptedException {
        write();

        assertThat(watched.history().instances()).singleElement().satisfies(instance -> {
            assertThat(instance.instance()).isEqualTo("one");
            assertThat(instance.states())
                    .filteredOn(state -> state.key().equals(DB))
                    .singleElement()
                    .satisfies(state -> assertThat(state.status()).isEqualTo(UP));
        });
    }

    @Test
    void aProcessThatStartsWithAClockThatIsSetBackFindsNothingOfTheFuture() throws InterruptedException {
        watched.pass(Duration.ofHours(3));
        watched.becomes(DOWN);
        watched.pass(Duration.ofMinutes(1));
        write();
        watched = watched.restarted(store, Duration.ofMinutes(-110));
        write();

        Instant end = WatchedRegistry.START.plus(Duration.ofDays(1));
        assertThat(watched.history().transitions(DB, Instant.EPOCH, Instant.MAX))
                .allSatisfy(each -> assertThat(each.to()).isEqualTo(UP));
        assertThat(HealthHistory.total(watched.history()
                                .buckets(DB, new HistoryWindow(WatchedRegistry.START, end, Duration.ofHours(1))))
                        .known())
                .isBetween(Duration.ofHours(1), Duration.ofHours(2));
    }

    @Test
    void whatIsReadBeforeListenersAreToldOfTheChecksIsKept() throws InterruptedException {
        watched.pass(Duration.ofMinutes(5));
        watched.finish();
        write();

        try (HealthRegistry many = manyChecks()) {
            RememberedStore full = new RememberedStore();
            HistoryOrigin origin = new HistoryOrigin("shop", "one");
            many.report().states().forEach(state -> full.write(origin, renamed(state.name())));
            HealthHistory history = HealthHistory.listening(
                    HealthHistory.builder(many).clock(watched).store(full), watched::read);
            Objects.requireNonNull(history.writer()).step();

            assertThat(many.report().states())
                    .hasSize(2 * Ledger.MOST_REMOVED)
                    .allSatisfy(state -> assertThat(HealthHistory.total(history.buckets(
                                            HistoryKey.check(state.name()),
                                            HistoryWindow.last(Duration.ofHours(1), watched.instant())))
                                    .time(UP))
                            .isGreaterThanOrEqualTo(Duration.ofMinutes(4)));
            history.close();
        }
    }

    private static HealthRegistry manyChecks() {
        HealthRegistryBuilder builder = HealthRegistry.builder();
        for (int i = 0; i < 2 * Ledger.MOST_REMOVED; i++) {
            builder.check("check-" + i, context -> HealthResult.up());
        }
        return builder.build();
    }

    /** What is kept of one check, as if it were of another. */
    private HistoryBatch renamed(String name) {
        return new HistoryBatch(
                store.buckets().stream()
                        .filter(each -> each.key().equals(DB))
                        .map(each -> new HistoryBatch.Bucket(HistoryKey.check(name), each.tier(), each.bucket()))
                        .toList(),
                List.of(),
                List.of());
    }
}
