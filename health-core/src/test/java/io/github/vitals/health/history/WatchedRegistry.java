package io.github.vitals.health.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthScheduler;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** A registry with one check, {@code db}, whose time and work are moved by the test, and its history. */
final class WatchedRegistry implements HealthScheduler, InstantSource, AutoCloseable {
    static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Deque<Runnable> told = new ArrayDeque<>();
    private long ticks = Long.MAX_VALUE - 5_000_000_000L; // overflows soon, as System.nanoTime may
    private Instant wall;
    private boolean held;
    private LongSupplier step = () -> Long.MAX_VALUE;
    private HealthResult result = HealthResult.up();
    private Duration takes = Duration.ZERO;

    private final HealthRegistry health;
    private HealthHistory history;

    WatchedRegistry() {
        this(null);
    }

    WatchedRegistry(@Nullable HistoryStore store) {
        this(store, START);
    }

    private WatchedRegistry(@Nullable HistoryStore store, Instant now) {
        wall = now;
        health = HealthRegistry.builder()
                .clock(this)
                .scheduler(this)
                .check(
                        "db",
                        context -> {
                            move(takes);
                            return result;
                        },
                        policy -> policy.failureThreshold(1)
                                .successThreshold(1)
                                .period(Duration.ofDays(300))
                                .timeout(Duration.ofSeconds(10)))
                .build();
        history = listening(store);
        health.run("db");
    }

    private HealthHistory listening(@Nullable HistoryStore store) {
        HealthHistoryBuilder builder = HealthHistory.builder(health).clock(this).origin("shop", "one");
        return HealthHistory.listening(store == null ? builder : builder.store(store), this::read);
    }

    /** Another history in place of this one. */
    void beginAnew() {
        history.close();
        history = listening(null);
    }

    HealthRegistry health() {
        return health;
    }

    HealthHistory history() {
        return history;
    }

    void pass(Duration duration) {
        Instant end = wall.plus(duration);
        while (wall.isBefore(end)) {
            Duration left = Duration.between(wall, end);
            move(left.compareTo(Duration.ofSeconds(1)) < 0 ? left : Duration.ofSeconds(1));
            step.getAsLong();
            history.beat();
        }
    }

    /** Accounts for the last moments, as closing does. */
    void finish() {
        history.finish();
    }

    /** Another process, some time later. */
    WatchedRegistry restarted(HistoryStore store, Duration later) {
        return new WatchedRegistry(store, wall.plus(later));
    }

    private void move(Duration by) {
        ticks += by.toNanos();
        wall = wall.plus(by);
    }

    void standStill(Duration duration) {
        move(duration);
    }

    void jump(Duration by) {
        wall = wall.plus(by);
    }

    void becomes(HealthStatus status) {
        if (status == HealthStatus.MAINTENANCE) {
            health.maintain("db", Duration.ofDays(1), "planned");
            return;
        }
        health.endMaintenance("db");
        answers(
                switch (status) {
                    case UP -> HealthResult.up();
                    case DEGRADED -> HealthResult.degraded(FailureReason.SLOW, "as told");
                    case DOWN -> HealthResult.down("as told");
                    default -> HealthResult.unknown("as told");
                },
                Duration.ZERO);
    }

    private void answers(HealthResult next, Duration duration) {
        result = next;
        takes = duration;
        health.run("db");
        step.getAsLong();
    }

    void runs(int times, Duration duration) {
        for (int i = 0; i < times; i++) {
            move(Duration.ofMillis(1));
            answers(HealthResult.up(), duration);
        }
    }

    void fails(int times, FailureReason reason, Duration duration) {
        for (int i = 0; i < times; i++) {
            move(Duration.ofMillis(1));
            answers(HealthResult.down(reason, "as told"), duration);
        }
    }

    /** From now on listeners are told nothing until {@link #tell}. */
    void hold() {
        held = true;
    }

    void tell() {
        held = false;
        while (!told.isEmpty()) {
            told.removeFirst().run();
        }
    }

    @Override
    public long read() {
        return ticks;
    }

    @Override
    public Instant instant() {
        return wall;
    }

    @Override
    public void drive(LongSupplier step) {
        this.step = step;
    }

    @Override
    public void execute(Runnable work) {
        if (held && work.getClass().getSimpleName().equals("Mailbox")) {
            told.addLast(work);
        } else {
            work.run();
        }
    }

    @Override
    public void close() {
        history.close();
        health.close();
    }
}
