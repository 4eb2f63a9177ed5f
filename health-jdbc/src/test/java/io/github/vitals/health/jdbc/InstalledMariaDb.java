package io.github.vitals.health.jdbc;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.github.vitals.health.servers.MariaDbServer;
import java.sql.SQLException;
import java.util.function.Consumer;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;
import org.mariadb.jdbc.MariaDbDataSource;

/** The MariaDB of this machine. In CI it has to be there; elsewhere the tests that need it are skipped. */
final class InstalledMariaDb {
    private InstalledMariaDb() {}

    static MariaDbServer start() {
        String missing = "mariadbd is not installed (Debian: apt-get install mariadb-server)";
        if (!MariaDbServer.installed() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(missing);
        }
        Assumptions.assumeTrue(MariaDbServer.installed(), missing);
        return MariaDbServer.start();
    }

    static MariaDbDataSource dataSource(MariaDbServer server) throws SQLException {
        return dataSource(server, server.user(), server.password());
    }

    static MariaDbDataSource dataSource(MariaDbServer server, String user, String password) throws SQLException {
        MariaDbDataSource dataSource = new MariaDbDataSource();
        dataSource.setUrl(server.jdbcUrl() + "?connectTimeout=2000&socketTimeout=2000");
        dataSource.setUser(user);
        dataSource.setPassword(password);
        return dataSource;
    }

    static HikariDataSource pool(MariaDbServer server, Consumer<HikariConfig> changes) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.jdbcUrl() + "?connectTimeout=2000&socketTimeout=2000");
        config.setUsername(server.user());
        config.setPassword(server.password());
        config.setMaximumPoolSize(1);
        config.setConnectionTimeout(800);
        config.setValidationTimeout(300);
        config.setInitializationFailTimeout(-1);
        changes.accept(config);
        return new HikariDataSource(config);
    }
}
