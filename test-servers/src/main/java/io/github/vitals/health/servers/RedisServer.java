package io.github.vitals.health.servers;

import java.util.ArrayList;
import java.util.List;

/**
 * A real Redis that listens on loopback and can be broken at will. It stores nothing on disk. Not thread-safe.
 */
public final class RedisServer implements AutoCloseable {
    /** How much higher than its port a node of a cluster listens to the others, unless told otherwise. */
    private static final int BUS = 10_000;

    private final Backend backend;
    private final int tlsPort;

    private RedisServer(Backend backend) {
        this(backend, Ports.ANY);
    }

    private RedisServer(Backend backend, int tlsPort) {
        this.backend = backend;
        this.tlsPort = tlsPort;
    }

    /**
     * Starts a server on a free port, in a container where {@code it.servers} asks for one, else as a child process.
     * It is ended with this JVM, if {@link #close()} does not end it before.
     *
     * @return a server that answers
     */
    public static RedisServer start() {
        return start(new String[0]);
    }

    /**
     * The same as {@link #start()} with options of {@code redis-server}.
     *
     * @param options further arguments, for example {@code "--requirepass", "secret"}
     * @return a server that answers
     */
    public static RedisServer start(String... options) {
        return new RedisServer(Choice.of(
                () -> ContainerBackend.redis(options),
                () -> RedisProcess.launch(Ports.ANY, options).endedWithJvm()));
    }

    /**
     * Starts a server on a free port as a child process, whatever {@code it.servers} says. The caller closes it, in
     * the order that suits him also when the JVM is told to end; after a JVM that was killed, the next start of any
     * server ends it.
     *
     * @param options further arguments of {@code redis-server}
     * @return a server that answers
     */
    public static RedisServer embedded(String... options) {
        return embedded(Ports.ANY, options);
    }

    /**
     * The same as {@link #embedded(String...)} on a port of the caller's choice.
     *
     * @param port 1 to 65535, free
     * @param options further arguments of {@code redis-server}
     * @return a server that answers
     * @throws IllegalStateException if the port is taken
     */
    public static RedisServer embedded(int port, String... options) {
        return new RedisServer(RedisProcess.launch(port, options));
    }

    /**
     * The same as {@link #embedded(String...)} with a second port, where it speaks TLS.
     *
     * @param options further arguments, among them {@code --tls-cert-file}, {@code --tls-key-file} and
     *     {@code --tls-ca-cert-file} with absolute paths, since the server changes its folder before it reads them
     * @return a server that answers
     */
    public static RedisServer tls(String... options) {
        int tlsPort = Ports.free();
        List<String> all = new ArrayList<>(List.of("--tls-port", Integer.toString(tlsPort)));
        all.addAll(List.of(options));
        return new RedisServer(RedisProcess.launch(Ports.ANY, all.toArray(new String[0])), tlsPort);
    }

    /**
     * Starts a node of a cluster as {@link #embedded(String...)} does, still alone and without slots. It listens to
     * other nodes 10000 ports higher, and holds one for failed that does not answer for a second.
     *
     * @param options further arguments of {@code redis-server}
     * @return a server that answers
     */
    public static RedisServer clusterNode(String... options) {
        List<String> all = new ArrayList<>(List.of("--cluster-enabled", "yes", "--cluster-node-timeout", "1000"));
        all.addAll(List.of(options));
        return embedded(Ports.freeWithPartner(BUS), all.toArray(new String[0]));
    }

    /**
     * Starts a Sentinel as {@link #embedded(String...)} does, which watches nobody yet.
     *
     * @return a Sentinel that answers
     */
    public static RedisServer sentinel() {
        return new RedisServer(RedisProcess.launchSentinel());
    }

    /**
     * Where it speaks TLS.
     *
     * @return the port, for a server that was started with one
     * @throws IllegalStateException for any other
     */
    public int tlsPort() {
        if (tlsPort == Ports.ANY) {
            throw new IllegalStateException("tlsPort: none (expected: a server that was started by tls(..))");
        }
        return tlsPort;
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
     * The address for a client, without credentials.
     *
     * @return for example {@code redis://127.0.0.1:50379}
     */
    public String uri() {
        return "redis://" + backend.host() + ":" + backend.port();
    }

    /**
     * The server's process.
     *
     * @return its pid on this machine; another one after each {@link #restart()}
     */
    public long pid() {
        return backend.pid();
    }

    /** Stops it where it stands (SIGSTOP): connections stay open and nothing answers. */
    public void freeze() {
        backend.freeze();
    }

    /** Lets it go on; does nothing if it was not frozen. */
    public void thaw() {
        backend.thaw();
    }

    /** Ends it at once (SIGKILL), frozen or not; {@link #restart()} brings it back. */
    public void kill() {
        backend.kill();
    }

    /** Starts it again, after it was killed or not, on the same port and empty. */
    public void restart() {
        backend.restart();
    }

    /** Ends the server, frozen or not. Closing twice does nothing. */
    @Override
    public void close() {
        backend.close();
    }
}
