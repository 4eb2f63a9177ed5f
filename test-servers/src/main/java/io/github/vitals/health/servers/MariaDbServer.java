package io.github.vitals.health.servers;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;

/**
 * A real MariaDB that listens on loopback, asks for a password and can be broken at will. It is the one installed on
 * this machine, as a child process always. It keeps a binary log from its first moment on, so that others can
 * replicate from it. What it stored is gone when it is closed. Not thread-safe.
 */
public final class MariaDbServer implements AutoCloseable {
    private static final String USER = "admin";

    private final ChildProcess process;
    private final MariaDbReadiness login;

    private MariaDbServer(ChildProcess process, MariaDbReadiness login) {
        this.process = process;
        this.login = login;
    }

    /**
     * Tells whether this machine has a MariaDB.
     *
     * @return whether the programs {@code mariadbd} and {@code mariadb-install-db} are there
     */
    public static boolean installed() {
        return MariaDbProcess.installed();
    }

    /**
     * Starts a server on a free port. It is ended with this JVM, if {@link #close()} does not end it before.
     *
     * @param options further arguments of {@code mariadbd}
     * @return a server that answers
     * @throws IllegalStateException if MariaDB is not installed
     */
    public static MariaDbServer start(String... options) {
        MariaDbReadiness login = new MariaDbReadiness(USER, UUID.randomUUID().toString());
        return new MariaDbServer(MariaDbProcess.launch(login, List.of(options)).endedWithJvm(), login);
    }

    /**
     * Starts a second server that replicates from this one, from its first moment on. It tries every second to reach
     * this one when it has lost it.
     *
     * @param options further arguments of {@code mariadbd}
     * @return a server that answers and has been told to replicate; the caller closes it
     */
    public MariaDbServer replica(String... options) {
        MariaDbServer replica = start(options);
        try {
            replica.follow(this);
            return replica;
        } catch (RuntimeException failed) {
            replica.close();
            throw failed;
        }
    }

    private void follow(MariaDbServer primary) {
        try (Connection connection = login.connect(process.host(), process.port());
                Statement statement = connection.createStatement()) {
            statement.execute("CHANGE MASTER TO MASTER_HOST = '" + primary.process.host() + "', MASTER_PORT = "
                    + primary.port() + ", MASTER_USER = '" + primary.user() + "', MASTER_PASSWORD = '"
                    + primary.password() + "', MASTER_CONNECT_RETRY = 1, MASTER_USE_GTID = slave_pos");
            statement.execute("START SLAVE");
        } catch (SQLException failed) {
            throw new IllegalStateException("the replica could not be told to replicate", failed);
        }
    }

    /**
     * Where it listens.
     *
     * @return the same port for as long as the server is not closed
     */
    public int port() {
        return process.port();
    }

    /**
     * The address for a driver, without credentials and without a database.
     *
     * @return for example {@code jdbc:mariadb://127.0.0.1:50306/}
     */
    public String jdbcUrl() {
        return MariaDbReadiness.url(process.host(), process.port());
    }

    /**
     * The user who may do all.
     *
     * @return {@code admin}
     */
    public String user() {
        return login.user();
    }

    /**
     * That user's password.
     *
     * @return a random one for each server
     */
    public String password() {
        return login.password();
    }

    /**
     * The server's process.
     *
     * @return its pid on this machine; another one after each {@link #restart()}
     */
    public long pid() {
        return process.pid();
    }

    /** Stops it where it stands (SIGSTOP): connections stay open and nothing answers. */
    public void freeze() {
        process.freeze();
    }

    /** Lets it go on; does nothing if it was not frozen. */
    public void thaw() {
        process.thaw();
    }

    /** Ends it at once (SIGKILL), frozen or not; {@link #restart()} brings it back. */
    public void kill() {
        process.kill();
    }

    /** Starts it again, after it was killed or not, on the same port with the same data. */
    public void restart() {
        process.restart();
    }

    /** Ends the server, frozen or not, and removes its data. Closing twice does nothing. */
    @Override
    public void close() {
        process.close();
    }
}
