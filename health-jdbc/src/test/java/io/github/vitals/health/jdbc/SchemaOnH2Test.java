package io.github.vitals.health.jdbc;

import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

class SchemaOnH2Test extends SchemaContract {
    @Override
    String wordOnFailure() {
        return "migration 2 (broken) has failed";
    }

    @Override
    DataSource fresh() {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
        return h2;
    }
}
