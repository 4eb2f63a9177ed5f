package io.github.vitals.health.jdbc;

import io.github.vitals.health.HealthCheck;
import org.postgresql.ds.PGSimpleDataSource;

/** Each run opens a connection of its own, over a password in the URL. */
class UnpooledContractIT extends PostgresContract {
    @Override
    protected HealthCheck newCheck() {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl() + "?user=" + server.user() + "&password=" + server.password()
                + "&connectTimeout=1&socketTimeout=1");
        return JdbcHealthCheck.of(dataSource);
    }
}
