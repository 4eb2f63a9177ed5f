package io.github.vitals.health.alerts;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerts.HealthAlertsBuilder.Channel;
import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.Receipt;
import io.github.vitals.health.shared.RecordStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The engine with a clock in hand and its thread not started: the test does the steps. */
class EngineTest {
    private static final int MANY = 50_000;

    private final AtomicLong seconds = new AtomicLong();
    private final RecordingChannel ops = new RecordingChannel();
    private final Store store = new Store();
    private final Map<String, Courier> couriers = new LinkedHashMap<>();
    private final DeliveryLog deliveries = new DeliveryLog();
    private final HealthRegistry health = HealthRegistry.builder()
            .check("db", context -> HealthResult.up(), policy -> policy.failureThreshold(1))
            .build();

    /** Refuses to keep anything, or keeps it in memory. */
    private static final class Store implements RecordStore {
        private final MemoryRecords memory = new MemoryRecords();
        volatile boolean full;

        @Override
        public Map<String, String> read(String space) {
            return memory.read(space);
        }

        @Override
        public void write(String space, Map<String, Optional<String>> changes) throws IOException {
            if (full) {
                throw new IOException("No space left on device");
            }
            memory.write(space, changes);
        }

        @Override
        public void close() {}
    }

    private Instant now() {
        return Scene.BEGIN.plusSeconds(seconds.get());
    }

    private Engine engine(AlertChannel channel, AlertRule... rules) {
        couriers.put("ops", new Courier("ops", channel, Duration.ofMillis(200)));
        Bureau.Plan plan = new Bureau.Plan(
                "orders", Duration.ZERO, null, Map.of("ops", new Channel(channel, new ChannelPolicyBuilder().build())));
        Watch watch = new Watch(health, List.of(rules), null, "orders", "orders-1", now());
        Keeper keeper = new LocalKeeper(store, Bureau.of(plan, Map.of(), now()), "orders-1", Map.of());
        SteadyClock clock = new SteadyClock(
                this::now, () -> Duration.ofSeconds(seconds.get()).toNanos());
        return new Engine(watch, keeper, clock, couriers, deliveries, true);
    }

    private static AlertRule down() {
        return AlertRule.builder("down").eachCheck().clearAfter(Duration.ZERO).build();
    }

    private static HealthTransition becomes(HealthStatus from, HealthStatus to) {
        return new HealthTransition(
                HealthTransition.Subject.CHECK,
                "db",
                from,
                to,
                Optional.empty(),
                "no answer",
                Optional.empty(),
                Scene.BEGIN,
                Duration.ZERO);
    }

    private void run(Engine engine) {
        Thread thread = new Thread(engine::run, "engine-under-test");
        thread.setDaemon(true);
        thread.start();
    }

    private void told(String... expected) {
        Awaitility.await().untilAsserted(() -> assertThat(ops.told()).containsExactly(expected));
    }

    @AfterEach
    void close() {
        couriers.values().forEach(courier -> courier.close(Duration.ofSeconds(5)));
        health.close();
    }

    @Test
    void aFloodOfChangesLosesNeitherTheFirstNorTheLast() {
        Engine engine = engine(ops, down());
        run(engine);
        for (int i = 0; i < MANY; i++) {
            engine.onTransition(becomes(HealthStatus.UP, HealthStatus.DOWN));
            engine.onTransition(becomes(HealthStatus.DOWN, HealthStatus.UP));
        }
        engine.onTransition(becomes(HealthStatus.UP, HealthStatus.DOWN));
        Awaitility.await().untilAsserted(() -> assertThat(ops.told()).last().isEqualTo("trigger db"));
        engine.close(Duration.ofSeconds(2));
        assertThat(ops.told()).startsWith("trigger db").hasSizeLessThan(1_000);
    }

    @Test
    void oneEventThatFailsDoesNotTakeTheNextWithIt() {
        Engine engine = engine(ops, down());
        engine.onTransition(becomes(HealthStatus.DOWN, HealthStatus.UP));
        engine.onTransition(null);
        engine.onTransition(becomes(HealthStatus.UP, HealthStatus.DOWN));
        run(engine);
        told("trigger db");
        engine.close(Duration.ofSeconds(2));
    }

    @Test
    void aListenerToDeliveriesThatFailsHoldsUpNoMessage() {
        deliveries.listen((delivery, waited) -> {
            throw new IllegalStateException("a meter that is broken");
        });
        Engine engine = engine(ops, down());
        run(engine);
        engine.onTransition(becomes(HealthStatus.UP, HealthStatus.DOWN));
        told("trigger db");
        engine.onTransition(becomes(HealthStatus.DOWN, HealthStatus.UP));
        told("trigger db", "resolve db");
        engine.close(Duration.ofSeconds(2));
    }

    @Test
    void aChannelThatRestoresTheInterruptionIsNotStuckForEver() {
        AlertChannel hanging = new AlertChannel() {
            @Override
            public String kind() {
                return "hanging";
            }

            @Override
            public Receipt deliver(AlertNotification notification, DeliveryContext context) {
                while (!Thread.currentThread().isInterrupted()) {
                    Thread.onSpinWait();
                }
                return new Receipt("", "");
            }
        };
        Engine engine = engine(hanging, down());
        run(engine);
        engine.onTransition(becomes(HealthStatus.UP, HealthStatus.DOWN));
        Awaitility.await()
                .untilAsserted(() -> assertThat(deliveries.latest())
                        .extracting(each -> each.attempt())
                        .contains(1));
        seconds.addAndGet(60);
        Awaitility.await()
                .untilAsserted(() -> assertThat(deliveries.latest())
                        .extracting(each -> each.attempt())
                        .contains(2));
        engine.close(Duration.ZERO);
    }

    @Test
    void whatCannotBeKeptIsSentAllTheSame() {
        store.full = true;
        Engine engine = engine(ops, down());
        run(engine);
        engine.onTransition(becomes(HealthStatus.UP, HealthStatus.DOWN));
        told("trigger db");
        Awaitility.await()
                .untilAsserted(
                        () -> assertThat(engine.view().trouble()).isEqualTo("IOException: No space left on device"));
        store.full = false;
        engine.onTransition(becomes(HealthStatus.DOWN, HealthStatus.UP));
        told("trigger db", "resolve db");
        Awaitility.await()
                .untilAsserted(() -> assertThat(engine.view().trouble()).isEmpty());
        engine.close(Duration.ofSeconds(2));
        assertThat(store.read(LocalKeeper.SPACE)).isEmpty();
    }
}
