package io.github.vitals.health.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** Runs borrow from HikariCP, whose limits are below the timeout, as is advised. */
class PooledContractIT extends PostgresContract {
    private final List<HikariDataSource> pools = new ArrayList<>();

    @AfterEach
    void closePools() {
        pools.forEach(HikariDataSource::close);
        pools.clear();
    }

    @Override
    protected HealthCheck newCheck() {
        HikariDataSource pool = Pools.of(server);
        pools.add(pool);
        return JdbcHealthCheck.builder(pool).query("SELECT 1").build();
    }
}
