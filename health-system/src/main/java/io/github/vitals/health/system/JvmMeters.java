package io.github.vitals.health.system;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmCompilationMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmHeapPressureMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmInfoMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadDeadlockMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * The JVM and its process, by Micrometer's own binders, and its safepoints. A binder that the application has bound to the
 * registry before is left to it: bound twice, some would count twice. It is known by the names of its meters, which the
 * registry's filters are not to change. Not thread-safe; the meters are.
 */
final class JvmMeters implements AutoCloseable {
    private static final Duration MOMENT = Duration.ofSeconds(1);
    private static final String SAFEPOINTS = "jvm.safepoints";
    private static final List<Part> PARTS = List.of(
            new Part(
                    JvmMemoryMetrics::new,
                    "jvm.memory.used",
                    "jvm.memory.committed",
                    "jvm.memory.max",
                    "jvm.buffer.count",
                    "jvm.buffer.memory.used",
                    "jvm.buffer.total.capacity"),
            new Part(
                    JvmGcMetrics::new,
                    "jvm.gc.max.data.size",
                    "jvm.gc.live.data.size",
                    "jvm.gc.memory.promoted",
                    "jvm.gc.memory.allocated",
                    "jvm.gc.pause",
                    "jvm.gc.concurrent.phase.time"),
            new Part(JvmHeapPressureMetrics::new, "jvm.gc.overhead", "jvm.memory.usage.after.gc"),
            new Part(
                    JvmThreadMetrics::new,
                    "jvm.threads.live",
                    "jvm.threads.daemon",
                    "jvm.threads.peak",
                    "jvm.threads.started",
                    "jvm.threads.states"),
            new Part(JvmThreadDeadlockMetrics::new, "jvm.threads.deadlocked", "jvm.threads.deadlocked.monitor"),
            new Part(ClassLoaderMetrics::new, "jvm.classes.loaded", "jvm.classes.loaded.count", "jvm.classes.unloaded"),
            new Part(JvmInfoMetrics::new, "jvm.info"),
            new Part(JvmCompilationMetrics::new, "jvm.compilation.time"),
            new Part(FileDescriptorMetrics::new, "process.files.open", "process.files.max"),
            new Part(UptimeMetrics::new, "process.uptime", "process.start.time"),
            new Part(
                    ProcessorMetrics::new,
                    "process.cpu.usage",
                    "process.cpu.time",
                    "system.cpu.usage",
                    "system.cpu.count",
                    "system.load.average.1m"));

    /** A binder, and how the meters are named that it makes, then or later. */
    private record Part(Supplier<MeterBinder> binder, List<String> names) {
        Part(Supplier<MeterBinder> binder, String... names) {
            this(binder, List.of(names));
        }

        boolean boundTo(MeterRegistry registry) {
            return names.stream().anyMatch(name -> registry.find(name).meter() != null);
        }

        void removeFrom(MeterRegistry registry) {
            names.forEach(name -> registry.find(name).meters().forEach(registry::remove));
        }
    }

    private final MeterRegistry registry;
    private final List<Part> bound = new ArrayList<>();
    private final List<MeterBinder> binders = new ArrayList<>();
    private final Meters meters;
    private final Optional<Safepoints> safepoints;

    private JvmMeters(MeterRegistry registry, LongSupplier ticker) {
        this.registry = registry;
        this.meters = new Meters(registry);
        this.safepoints = registry.find(SAFEPOINTS).meter() == null ? Safepoints.find() : Optional.empty();
        PARTS.forEach(this::bind);
        safepoints.ifPresent(found -> add(meters, new Latest<>(found::read, ticker, MOMENT)));
    }

    static JvmMeters bindTo(MeterRegistry registry, LongSupplier ticker) {
        return new JvmMeters(registry, ticker);
    }

    private void bind(Part part) {
        if (!part.boundTo(registry)) {
            MeterBinder binder = part.binder().get();
            binder.bindTo(registry);
            binders.add(binder);
            bound.add(part);
        }
    }

    private static void add(Meters meters, Figures<Safepoints.Stops> stops) {
        meters.counter(SAFEPOINTS, "", "How often all threads stood still", stops, Safepoints.Stops::count)
                .counter(
                        "jvm.safepoint.time",
                        "seconds",
                        "How long they stood still, or were waited for, all together",
                        stops,
                        Safepoints.Stops::time)
                .counter(
                        "jvm.safepoint.sync.time",
                        "seconds",
                        "The part of that time until the last one stood still",
                        stops,
                        Safepoints.Stops::syncTime);
    }

    /** Removes what was added, and ends what listens to the garbage collector. */
    @Override
    public void close() {
        binders.forEach(JvmMeters::end);
        bound.forEach(part -> part.removeFrom(registry));
        meters.close();
        safepoints.ifPresent(Safepoints::close);
        binders.clear();
        bound.clear();
    }

    private static void end(MeterBinder binder) {
        if (binder instanceof JvmGcMetrics collections) {
            collections.close();
        } else if (binder instanceof JvmHeapPressureMetrics pressure) {
            pressure.close();
        }
    }
}
