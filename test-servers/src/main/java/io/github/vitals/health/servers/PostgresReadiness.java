package io.github.vitals.health.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A PostgreSQL answers once it lets its superuser in. */
final class PostgresReadiness implements Readiness {
    private static final String DRIVER = "org.postgresql.Driver";

    private final Properties login = new Properties();

    PostgresReadiness(String user, String password) {
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("loginTimeout", "5");
        Drivers.register(DRIVER);
    }

    Connection connect(String host, int port) throws SQLException {
        return DriverManager.getConnection(url(host, port), login);
    }

    /** How a replica is told to connect to a server. */
    String connectionInfo(String host, int port) {
        return "host=" + host + " port=" + port + " user=" + login.getProperty("user") + " password="
                + login.getProperty("password");
    }

    static String url(String host, int port) {
        return "jdbc:postgresql://" + host + ":" + port + "/postgres";
    }

    @Override
    public boolean answers(String host, int port) {
        try (Connection connection = connect(host, port)) {
            return !connection.isClosed();
        } catch (SQLException notYet) {
            return false;
        }
    }
}
