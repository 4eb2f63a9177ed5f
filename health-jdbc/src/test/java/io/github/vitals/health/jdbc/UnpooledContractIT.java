package io.github.vitals.health.jdbc;

import io.github.vitals.health.HealthCheck;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.postgresql.ds.PGSimpleDataSource;

/** Each run opens a connection of its own, over a password in the URL. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class UnpooledContractIT extends PostgresContract {
    @Override
    protected HealthCheck newCheck() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl() + "?user=" + server.user() + "&password=" + server.password()
                + "&connectTimeout=1&socketTimeout=1");
        return JdbcHealthCheck.of(dataSource);
    }
}
