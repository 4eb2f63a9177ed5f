package io.github.vitals.health.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.HikariPoolMXBean;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/** HikariCP, whose classes may be missing: to be loaded only after {@link Pool.Present#HIKARI} was asked. */
record HikariPool(HikariDataSource dataSource) implements Pool {
    /** The pool behind a data source, wrapped or not; null if it is another one, or does not let one look. */
    static @Nullable HikariPool find(DataSource dataSource) {
        try {
            if (dataSource instanceof HikariDataSource hikari) {
                return new HikariPool(hikari);
            }
            return dataSource.isWrapperFor(HikariDataSource.class)
                    ? new HikariPool(dataSource.unwrap(HikariDataSource.class))
                    : null;
        } catch (SQLException | RuntimeException secretive) {
            return null;
        }
    }

    @Override
    public boolean closed() {
        return dataSource.isClosed();
    }

    /** Null also before the first connection was asked for, where the pool is made then. */
    @Override
    public @Nullable PoolCounts counts() {
        @SuppressWarnings("nullness") // null until the pool is there
        @Nullable
        HikariPoolMXBean bean = dataSource.getHikariPoolMXBean();
        return bean == null
                ? null
                : new PoolCounts(
                        bean.getActiveConnections(),
                        bean.getIdleConnections(),
                        bean.getTotalConnections(),
                        dataSource.getMaximumPoolSize(),
                        bean.getThreadsAwaitingConnection());
    }
}
