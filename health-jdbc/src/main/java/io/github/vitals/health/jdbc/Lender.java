package io.github.vitals.health.jdbc;

import io.github.vitals.health.CheckContext;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.time.Duration;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** Borrows connections, each within a part of the run's time, so that time is left to say why there was none. */
final class Lender {
    private final DataSource dataSource;
    private final boolean half;

    /** @param half whether half of the time is to be left, for asking in another way, or just enough to answer */
    Lender(DataSource dataSource, boolean half) {
        this.dataSource = dataSource;
        this.half = half;
    }

    Pool pool() {
        return Pool.of(dataSource);
    }

    Connection borrow(CheckContext context) throws SQLException {
        Duration remaining = context.remaining();
        if (!half && pool() == Pool.UNKNOWN) {
            // Nothing could be said that the end of the run does not say as well.
            return connection();
        }
        Duration limit = half ? remaining.dividedBy(2) : Budget.lessMargin(remaining);
        return borrow(limit);
    }

    private Connection borrow(Duration limit) throws SQLException {
        if (limit.isZero() || limit.isNegative()) {
            // Nothing is known then of the pool or the database.
            throw new SQLTimeoutException("no time was left to ask", "HYT00");
        }
        Alarm alarm = Alarm.in(limit);
        try (alarm) {
            return connection();
        } catch (SQLException | RuntimeException failure) {
            if (alarm.rang()) {
                throw new NothingLent(limit);
            }
            throw failure;
        }
    }

    Connection connection() throws SQLException {
        @SuppressWarnings("nullness") // a data source of the user's may break its contract
        @Nullable
        Connection connection = dataSource.getConnection();
        if (connection == null) {
            throw new SQLException("connection: null (expected: the data source gives one)");
        }
        return connection;
    }

    /** The part of the time that was meant for borrowing is over. */
    static final class NothingLent extends SQLTimeoutException {
        private static final long serialVersionUID = 1;

        private final Duration limit;

        NothingLent(Duration limit) {
            super("the data source gave no connection within " + limit.toMillis() + " ms", "HYT00");
            this.limit = limit;
        }

        Duration limit() {
            return limit;
        }
    }
}
