package io.github.vitals.health.jdbc;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Asks a database over a connection of its own, opened when needed and closed after the answer. A driver that opens a
 * connection cannot be bounded to the millisecond, so a thread of its own does it; there is one at most, which closes
 * what it opened whenever that comes about, and while it hangs, no second one is started.
 */
final class DedicatedConnection {
    private final DataSource dataSource;
    private @Nullable Attempt last;

    DedicatedConnection(DataSource dataSource) {
        this.dataSource = dataSource;
    }

    /** UP if the database answers within what remains of the run, else the reason why it does not. */
    HealthResult ask(CheckContext context) {
        Duration limit = Budget.lessMargin(context.remaining());
        Attempt attempt = begin(context);
        if (attempt == null) {
            return HealthResult.down(
                    FailureReason.TIMEOUT, "an earlier attempt to ask it over the dedicated connection still hangs");
        }
        return attempt.await(limit);
    }

    private synchronized @Nullable Attempt begin(CheckContext context) {
        if (last != null && last.running()) {
            return null;
        }
        Attempt attempt = new Attempt(dataSource, context);
        last = attempt;
        attempt.start();
        return attempt;
    }

    private static final class Attempt {
        private final DataSource dataSource;
        private final CheckContext context;
        private final CompletableFuture<HealthResult> answer = new CompletableFuture<>();
        private final Thread thread;

        Attempt(DataSource dataSource, CheckContext context) {
            this.dataSource = dataSource;
            this.context = context;
            thread = new Thread(this::run, "health-jdbc-dedicated-" + context.name());
            thread.setDaemon(true);
        }

        void start() {
            thread.start();
        }

        boolean running() {
            return thread.isAlive();
        }

        private void run() {
            try {
                answer.complete(ask());
            } catch (Error thrown) {
                answer.completeExceptionally(thrown);
            }
        }

        private HealthResult ask() {
            try (Connection connection = new Lender(dataSource, false).connection();
                    Examination examination = Examination.begin(connection, context)) {
                examination.validate();
                return HealthResult.up();
            } catch (SQLException | RuntimeException failure) {
                return SqlFailures.result(failure);
            }
        }

        HealthResult await(Duration limit) {
            try {
                return answer.get(limit.toNanos(), TimeUnit.NANOSECONDS);
            } catch (ExecutionException thrown) {
                return HealthResult.down(thrown.getCause() == null ? thrown : thrown.getCause());
            } catch (InterruptedException givenUp) {
                Thread.currentThread().interrupt();
                return late(limit);
            } catch (TimeoutException late) {
                return late(limit);
            }
        }

        private HealthResult late(Duration limit) {
            // Some drivers wait for another thread of theirs, and hear this.
            thread.interrupt();
            return HealthResult.down(
                    FailureReason.TIMEOUT,
                    "no answer over the dedicated connection within " + limit.toMillis() + " ms");
        }
    }
}
