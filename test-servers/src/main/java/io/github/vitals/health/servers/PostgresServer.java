package io.github.vitals.health.servers;

import java.util.UUID;

/**
 * A real PostgreSQL that listens on loopback, asks for a password and can be broken at will. What it stored is gone
 * when it is closed. Not thread-safe.
 */
public final class PostgresServer implements AutoCloseable {
    private static final String USER = "postgres";

    private final Backend backend;
    private final String password;

    private PostgresServer(Backend backend, String password) {
        this.backend = backend;
        this.password = password;
    }

    /**
     * Starts a server on a free port, in a container where {@code it.servers} asks for one, else as a child process.
     * It is ended with this JVM, if {@link #close()} does not end it before.
     *
     * @return a server that answers
     */
    public static PostgresServer start() {
        return start(Ports.ANY);
    }

    /**
     * The same as {@link #start()} on a port of the caller's choice.
     *
     * @param port 1 to 65535, free
     * @return a server that answers
     * @throws IllegalStateException if the port is taken
     */
    public static PostgresServer start(int port) {
        String password = newPassword();
        Backend backend = Choice.of(
                () -> ContainerBackend.postgres(port, USER, password),
                () -> PostgresProcess.launch(port, USER, password).endedWithJvm());
        return new PostgresServer(backend, password);
    }

    /**
     * Starts a server on a free port as a child process, whatever {@code it.servers} says. The caller closes it, in
     * the order that suits him also when the JVM is told to end; after a JVM that was killed, the next start of any
     * server ends it.
     *
     * @return a server that answers
     */
    public static PostgresServer embedded() {
        return embedded(Ports.ANY);
    }

    /**
     * The same as {@link #embedded()} on a port of the caller's choice.
     *
     * @param port 1 to 65535, free
     * @return a server that answers
     * @throws IllegalStateException if the port is taken
     */
    public static PostgresServer embedded(int port) {
        String password = newPassword();
        return new PostgresServer(PostgresProcess.launch(port, USER, password), password);
    }

    private static String newPassword() {
        return UUID.randomUUID().toString();
    }

    /**
     * Where it listens.
     *
     * @return the same port for as long as the server is not closed
     */
    public int port() {
        return backend.port();
    }

    /**
     * The address for a driver, without credentials.
     *
     * @return for example {@code jdbc:postgresql://127.0.0.1:50432/postgres}
     */
    public String jdbcUrl() {
        return PostgresReadiness.url(backend.host(), backend.port());
    }

    /**
     * The superuser.
     *
     * @return {@code postgres}
     */
    public String user() {
        return USER;
    }

    /**
     * The superuser's password.
     *
     * @return a random one for each server
     */
    public String password() {
        return password;
    }

    /**
     * The postmaster's process.
     *
     * @return its pid on this machine; another one after each {@link #restart()}
     */
    public long pid() {
        return backend.pid();
    }

    /**
     * Starts a second server that streams from this one and takes no writes. It has the same user and password. That
     * it streams by then is not waited for.
     *
     * @return a server that answers; the caller closes it, best before this one
     * @throws IllegalStateException if this server is not a child process, as {@link #embedded()} gives it
     */
    public PostgresServer replica() {
        if (!(backend instanceof ChildProcess primary)) {
            throw new IllegalStateException("server: in a container (expected: a child process, by embedded())");
        }
        ChildProcess replica = PostgresReplica.launch(primary, new PostgresReadiness(USER, password));
        return new PostgresServer(replica.endedWithJvm(), password);
    }

    /** Stops the postmaster and all its descendants (SIGSTOP): every connection hangs, old and new. */
    public void freeze() {
        backend.freeze();
    }

    /** Stops the postmaster alone (SIGSTOP): open connections work, new ones hang. */
    public void freezePostmaster() {
        backend.freezeFirst();
    }

    /** Lets go on what was frozen; does nothing otherwise. */
    public void thaw() {
        backend.thaw();
    }

    /** Ends all processes at once (SIGKILL), frozen or not; {@link #restart()} brings them back. */
    public void kill() {
        backend.kill();
    }

    /** Starts it again, after it was killed or not, on the same port with the same data. */
    public void restart() {
        backend.restart();
    }

    /** Ends the server, frozen or not, and removes its data. Closing twice does nothing. */
    @Override
    public void close() {
        backend.close();
    }
}
