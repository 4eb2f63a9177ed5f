package io.github.vitals.health.jdbc;

import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.HealthCheck;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** What a server tells of its replication, asked over a pool. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class ReplicationContractIT extends PostgresContract {
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
        return checkOf(pool);
    }

    @Override
    HealthCheck checkOf(DataSource dataSource) {
        return ReplicationHealthCheck.of(dataSource);
    }
}
