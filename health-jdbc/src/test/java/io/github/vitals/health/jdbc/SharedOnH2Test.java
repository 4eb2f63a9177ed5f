package io.github.vitals.health.jdbc;

import io.github.vitals.health.shared.SharedStore;
import io.github.vitals.health.testkit.SharedStoreContract;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;

class SharedOnH2Test extends SharedStoreContract {
    private final JdbcDataSource dataSource = new JdbcDataSource();

    SharedOnH2Test() {
        dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Override
    protected SharedStore newStore() {
        return JdbcSharedStore.of(dataSource);
    }
}
