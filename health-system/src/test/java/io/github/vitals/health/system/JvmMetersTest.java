package io.github.vitals.health.system;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.ListenerNotFoundException;
import javax.management.Notification;
import javax.management.NotificationEmitter;
import javax.management.NotificationListener;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

class JvmMetersTest {
    private final MeterRegistry registry = new SimpleMeterRegistry();

    private Set<String> names() {
        return registry.getMeters().stream()
                .map(Meter::getId)
                .map(Meter.Id::getName)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private JvmMeters bind() {
        return JvmMeters.bindTo(registry, System::nanoTime);
    }

    private long collections() {
        return Stream.of("jvm.gc.pause", "jvm.gc.concurrent.phase.time")
                .flatMap(name -> registry.find(name).timers().stream())
                .mapToLong(Timer::count)
                .sum();
    }

    @Test
    void allOfThemAreThereAndNoneWhenTheyAreClosed() {
        try (JvmMeters bound = bind()) {
            assertThat(bound).isNotNull();
            System.gc();
            Awaitility.await().until(() -> registry.find("jvm.gc.pause").timer() != null);
            Set<String> names = names();
            // Of collectors that work beside the application, and only when they do.
            names.remove("jvm.gc.concurrent.phase.time");
            assertThat(names)
                    .containsExactly(
                            "jvm.buffer.count",
                            "jvm.buffer.memory.used",
                            "jvm.buffer.total.capacity",
                            "jvm.classes.loaded",
                            "jvm.classes.loaded.count",
                            "jvm.classes.unloaded",
                            "jvm.compilation.time",
                            "jvm.gc.live.data.size",
                            "jvm.gc.max.data.size",
                            "jvm.gc.memory.allocated",
                            "jvm.gc.memory.promoted",
                            "jvm.gc.overhead",
                            "jvm.gc.pause",
                            "jvm.info",
                            "jvm.memory.committed",
                            "jvm.memory.max",
                            "jvm.memory.usage.after.gc",
                            "jvm.memory.used",
                            "jvm.safepoint.sync.time",
                            "jvm.safepoint.time",
                            "jvm.safepoints",
                            "jvm.threads.daemon",
                            "jvm.threads.deadlocked",
                            "jvm.threads.deadlocked.monitor",
                            "jvm.threads.live",
                            "jvm.threads.peak",
                            "jvm.threads.started",
                            "jvm.threads.states",
                            "process.cpu.time",
                            "process.cpu.usage",
                            "process.files.max",
                            "process.files.open",
                            "process.start.time",
                            "process.uptime",
                            "system.cpu.count",
                            "system.cpu.usage",
                            "system.load.average.1m");
        }
        assertThat(names()).isEmpty();
    }

    /**
     * Looks how many collections the meters have counted at each that it is told of. Listeners are told one after the
     * other, so those that came before this one have heard of the same ones.
     */
    private final class Collections implements AutoCloseable, NotificationListener {
        private final List<Long> counted = new CopyOnWriteArrayList<>();

        Collections() {
            emitters().forEach(each -> each.addNotificationListener(this, null, null));
        }

        /** Collects garbage until it was told of that many times. */
        void await(int times) {
            Awaitility.await().until(() -> {
                System.gc();
                return counted.size() >= times;
            });
        }

        private static Stream<NotificationEmitter> emitters() {
            return ManagementFactory.getGarbageCollectorMXBeans().stream().map(NotificationEmitter.class::cast);
        }

        @Override
        public void handleNotification(Notification notification, Object none) {
            counted.add(collections());
        }

        @Override
        public void close() throws ListenerNotFoundException {
            for (NotificationEmitter each : emitters().toList()) {
                each.removeNotificationListener(this);
            }
        }
    }

    @Test
    void whatTheApplicationHasBoundCountsOnceAndStays() throws Exception {
        try (JvmGcMetrics collections = new JvmGcMetrics()) {
            collections.bindTo(registry);
            new JvmMemoryMetrics().bindTo(registry);
            Set<String> before = names();
            try (JvmMeters bound = bind();
                    Collections heard = new Collections()) {
                assertThat(bound).isNotNull();
                heard.await(2);
                assertThat(heard.counted.get(1)).isEqualTo(heard.counted.get(0) + 1);
            }
            assertThat(names()).containsAll(before).contains("jvm.gc.pause").doesNotContain("jvm.threads.live");
        }
    }

    @Test
    void whatIsClosedHearsOfNoMoreCollections() throws Exception {
        bind().close();
        try (Collections heard = new Collections()) {
            heard.await(1);
        }
        assertThat(names()).isEmpty();
    }

    @Test
    void ofTwoTheSecondAddsNothingAndTakesNothingAway() {
        try (JvmMeters first = bind()) {
            assertThat(first).isNotNull();
            Set<String> names = names();
            try (JvmMeters second = bind()) {
                assertThat(second).isNotNull();
                assertThat(names()).isEqualTo(names);
            }
            assertThat(names()).isEqualTo(names);
        }
    }

    @Test
    void thoseOfTheApplicationMayHaveOtherTags() {
        PrometheusMeterRegistry prometheus = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        prometheus.throwExceptionOnRegistrationFailure();
        new JvmMemoryMetrics(Tags.of("service", "shop")).bindTo(prometheus);
        try (JvmMeters bound = JvmMeters.bindTo(prometheus, System::nanoTime)) {
            assertThat(bound).isNotNull();
            assertThat(prometheus.scrape())
                    .contains("jvm_safepoints_total ", "jvm_safepoint_time_seconds_total ", "jvm_threads_live_threads ")
                    .containsOnlyOnce("# TYPE jvm_memory_used_bytes ");
        }
    }
}
