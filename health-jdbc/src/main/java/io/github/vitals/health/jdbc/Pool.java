package io.github.vitals.health.jdbc;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * What a data source tells of itself beside giving connections. The one place that decides which pools are known; one
 * more pool is one more class like {@link HikariPool}.
 */
interface Pool {
    /** A data source of which nothing is known. */
    Pool UNKNOWN = new Pool() {
        @Override
        public boolean closed() {
            return false;
        }

        @Override
        public @Nullable PoolCounts counts() {
            return null;
        }
    };

    /** Whether it was closed on our side. */
    boolean closed();

    /** What it counts, null if it does not tell. */
    @Nullable
    PoolCounts counts();

    static Pool of(DataSource dataSource) {
        Pool hikari = Present.HIKARI ? HikariPool.find(dataSource) : null;
        return hikari == null ? UNKNOWN : hikari;
    }

    /** Which of the optional libraries are there. */
    final class Present {
        static final boolean HIKARI = present("com.zaxxer.hikari.HikariDataSource");

        private Present() {}

        private static boolean present(String type) {
            try {
                Class.forName(type, false, Pool.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException | LinkageError absent) {
                return false;
            }
        }
    }
}
