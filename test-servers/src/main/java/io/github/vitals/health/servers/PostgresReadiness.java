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
        register();
    }

    /** By name, since DriverManager may have looked for drivers before our class path was there. */
    private static void register() {
        try {
            Class.forName(DRIVER);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("driver: " + DRIVER + " (expected: on the class path)", missing);
        }
    }

    static String url(String host, int port) {
        return "jdbc:postgresql://" + host + ":" + port + "/postgres";
    }

    @Override
    public boolean answers(String host, int port) {
        try (Connection connection = DriverManager.getConnection(url(host, port), login)) {
            return !connection.isClosed();
        } catch (SQLException notYet) {
            return false;
        }
    }
}
