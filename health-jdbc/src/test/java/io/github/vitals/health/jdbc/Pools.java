package io.github.vitals.health.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.servers.PostgresServer;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Pools of connections to a test's server. */
final class Pools {
    private Pools() {}

    static HikariDataSource of(PostgresServer server) {
        return of(server, config -> {});
    }

    static HikariDataSource of(PostgresServer server, Consumer<HikariConfig> changes) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl());
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(2);
        config.setMinimumIdle(1);
        config.setConnectionTimeout(800);
        config.setValidationTimeout(300);
        config.setInitializationFailTimeout(-1);
        config.addDataSourceProperty("socketTimeout", "5");
        changes.accept(config);
        return new HikariDataSource(config);
    }

    /** A data source behind which no one can look. */
    static DataSource hidden(DataSource pool) {
        return proxy(DataSource.class, pool, "isWrapperFor");
    }

    /** A data source of one connection that its borrowers cannot close. */
    static DataSource lasting(Connection connection) {
        Connection kept = proxy(Connection.class, connection, "close");
        return (DataSource) Proxy.newProxyInstance(
                Pools.class.getClassLoader(),
                new Class<?>[] {DataSource.class},
                (proxy, method, arguments) -> method.getName().equals("getConnection") ? kept : false);
    }

    private static <T> T proxy(Class<T> type, T target, String ignored) {
        return type.cast(Proxy.newProxyInstance(
                Pools.class.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
                    if (method.getName().equals(ignored)) {
                        return method.getReturnType() == boolean.class ? false : null;
                    }
                    try {
                        return method.invoke(target, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                }));
    }
}
