package io.github.vitals.health.servers;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/** A MariaDB answers once it lets its user in. */
record MariaDbReadiness(String user, String password) implements Readiness {
    private static final String DRIVER = "org.mariadb.jdbc.Driver";

    MariaDbReadiness {
        Drivers.register(DRIVER);
    }

    static String url(String host, int port) {
        return "jdbc:mariadb://" + host + ":" + port + "/";
    }

    Connection connect(String host, int port) throws SQLException {
        Properties login = new Properties();
        login.setProperty("user", user);
        login.setProperty("password", password);
        login.setProperty("connectTimeout", "5000");
        login.setProperty("socketTimeout", "5000");
        return DriverManager.getConnection(url(host, port), login);
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
