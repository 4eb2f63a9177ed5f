package io.github.vitals.health.jdbc;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.servers.KilledProcess;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

/** An application with a history that is kept. Its one check can be made to fail. */
final class WatchedProgram implements AutoCloseable {
    static final String CHECK = "orders-db";
    static final Duration FLUSH = Duration.ofMillis(500);

    private final AtomicBoolean failing = new AtomicBoolean();
    final HealthRegistry health;
    final HealthHistory history;

    WatchedProgram(JdbcHistoryStore store) {
        health = HealthRegistry.builder()
                .check(
                        CHECK,
                        context -> failing.get() ? HealthResult.down("no answer") : HealthResult.up(),
                        policy -> policy.failureThreshold(1).successThreshold(1))
                .start();
        history = HealthHistory.builder(health)
                .origin(HistorySamples.ORIGIN.service(), HistorySamples.ORIGIN.instance())
                .flushEvery(FLUSH)
                .store(store)
                .start();
    }

    /** Has the check fail or work, and runs it. */
    void run(boolean fails) {
        failing.set(fails);
        health.run(CHECK);
    }

    @Override
    public void close() {
        history.close();
        health.close();
    }

    /** What it tells begins so if it is of a write. */
    static final String WRITTEN = "written ";

    /** Fails and works in turn, and tells when each change and each write came. The arguments are where to keep it. */
    public static void main(String[] arguments) throws Exception {
        WatchedProgram program = new WatchedProgram(WritingProgram.store(List.of(arguments)));
        program.health.listen(transition -> {
            if (transition.subject() == HealthTransition.Subject.CHECK) {
                KilledProcess.tell(transition.at().toEpochMilli());
            }
        });
        Instant last = Instant.EPOCH;
        for (boolean fails = true; ; fails = !fails) {
            program.run(fails);
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
            Instant now = program.history.store().orElseThrow().lastWrite().orElse(last);
            if (now.isAfter(last)) {
                KilledProcess.tell(WRITTEN + now.toEpochMilli());
                last = now;
            }
        }
    }
}
