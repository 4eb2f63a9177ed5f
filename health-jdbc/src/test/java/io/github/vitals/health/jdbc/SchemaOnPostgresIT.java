package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.servers.PostgresServer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.postgresql.ds.PGSimpleDataSource;

@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class SchemaOnPostgresIT extends SchemaContract {
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

    private PGSimpleDataSource database(String name) {
        PGSimpleDataSource dataSource = new PGSimpleDataSource();
        dataSource.setUrl(server.jdbcUrl());
        dataSource.setUser(server.user());
        dataSource.setPassword(server.password());
        dataSource.setDatabaseName(name);
        return dataSource;
    }

    @Override
    String wordOnFailure() {
        return "a migration is pending: the schema is at version 1.10 (expected: at least 2)";
    }

    @Override
    DataSource fresh() throws SQLException {
        String name = "fresh" + databases.incrementAndGet();
        execute(database("postgres"), "CREATE DATABASE " + name);
        return database(name);
    }

    @Test
    void aDatabaseThatCannotBeAskedIsNoMatterOfTheSchema() throws SQLException {
        PGSimpleDataSource wrong = database("postgres");
        wrong.setPassword("wr0ng");
        assertThat(run(SchemaHealthCheck.flyway(wrong).build()).reason()).contains(FailureReason.AUTH);
        try (HikariDataSource pool = Pools.of(server);
                Connection first = pool.getConnection();
                Connection second = pool.getConnection()) {
            assertThat(first).isNotEqualTo(second);
            assertThat(run(SchemaHealthCheck.liquibase(pool).build()).reason()).contains(FailureReason.POOL_EXHAUSTED);
        }
    }
}
