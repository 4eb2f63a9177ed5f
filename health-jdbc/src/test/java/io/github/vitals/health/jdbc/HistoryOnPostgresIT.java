package io.github.vitals.health.jdbc;

import io.github.vitals.health.servers.PostgresServer;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.postgresql.ds.PGSimpleDataSource;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class HistoryOnPostgresIT extends HistoryStoreContract {
    private final AtomicInteger databases = new AtomicInteger();
    private PostgresServer server;

    @BeforeAll
    void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Override
    DataSource fresh() throws SQLException {
        String name = "fresh" + databases.incrementAndGet();
        Sql.execute(database("postgres"), "CREATE DATABASE " + name);
        return database(name);
    }

    private PGSimpleDataSource database(String name) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl());
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        dataSource.setDatabaseName(name);
        dataSource.setReWriteBatchedInserts(true);
        return dataSource;
    }
}
