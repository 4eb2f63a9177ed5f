package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Stands in front of a TCP server on this machine and does to its clients what networks do: from its port everything
 * goes to the server and back, until a fault is switched on. Faults of the bytes on their way ({@link #latency},
 * {@link #bandwidth}, {@link #blackHole}, {@link #cutAfter}) hold for connections that are open and for those to come;
 * {@link #reset} and {@link #halfClose} are done once, to those that are open; {@link #refuse} and {@link #hang} concern
 * those to come. {@link #heal} ends them all.
 *
 * <pre>{@code
 * try (RedisServer redis = RedisServer.start();
 *         FaultProxy proxy = FaultProxy.before(redis.port())) {
 *     connect(proxy.port());
 *     proxy.blackHole();
 * }
 * }</pre>
 *
 * <p>Faults may be switched from any thread, one at a time.
 */
public final class FaultProxy implements AutoCloseable {
    private static final int BACKLOG = 200;
    private static final Duration FULL = Duration.ofMillis(200);

    private final InetSocketAddress target;
    private final Faults faults = new Faults();
    private final Set<Relay> relays = ConcurrentHashMap.newKeySet();
    private final int port;
    private final List<Socket> fillers = new ArrayList<>();
    private @Nullable ServerSocket listener;
    private @Nullable Thread acceptor;

    private FaultProxy(InetSocketAddress target) {
        this.target = target;
        this.port = Ports.free();
        listen();
    }

    /**
     * Starts a proxy on a free port.
     *
     * @param port the server's port on this machine; nobody needs to listen there yet
     * @return a proxy without faults
     */
    public static FaultProxy before(int port) {
        return new FaultProxy(new InetSocketAddress(loopback(), port));
    }

    private static InetAddress loopback() {
        return InetAddress.getLoopbackAddress();
    }

    /**
     * Where clients connect.
     *
     * @return a port of the loopback address, always the same
     */
    public int port() {
        return port;
    }

    /**
     * How many clients hold a connection. One that closed its connection is not counted, even where the server has not
     * heard of that yet.
     *
     * @return 0 or more
     */
    public int connections() {
        return (int) relays.stream().filter(Relay::held).count();
    }

    /**
     * Delays everything, both ways.
     *
     * @param delay of each portion of bytes, each way
     */
    public void latency(Duration delay) {
        faults.latency(delay);
    }

    /**
     * Lets only so much through, each way.
     *
     * @param bytesPerSecond more than zero
     */
    public void bandwidth(long bytesPerSecond) {
        if (bytesPerSecond < 1) {
            throw new IllegalArgumentException("bytesPerSecond: " + bytesPerSecond + " (expected: > 0)");
        }
        faults.bandwidth(bytesPerSecond);
    }

    /** Lets nothing through. Connections open and stay open; what is sent waits for {@link #heal()}. */
    public void blackHole() {
        faults.blackHole(true);
    }

    /**
     * Resets a connection as soon as the server has answered so many bytes on it.
     *
     * @param bytes counted from the connection's beginning; at least zero
     */
    public void cutAfter(long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("bytes: " + bytes + " (expected: >= 0)");
        }
        faults.cutAfter(bytes);
    }

    /** Resets the connections that are open. */
    public void reset() {
        relays.forEach(Relay::reset);
    }

    /** Ends what the open connections send to their clients, who may still send themselves. */
    public void halfClose() {
        relays.forEach(Relay::halfClose);
    }

    /** Lets nobody connect any more: the port refuses. Connections that are open stay. */
    public synchronized void refuse() {
        try {
            stopListening();
        } catch (IOException stuck) {
            throw new UncheckedIOException("cannot stop listening on port " + port, stuck);
        }
    }

    /**
     * Lets the handshake of TCP hang: whoever connects gets no answer, not even that nobody is there. Connections that
     * are open stay. Linux only: elsewhere a full backlog may refuse.
     */
    public synchronized void hang() {
        refuse();
        try {
            listener = new ServerSocket(port, 1, loopback());
            fill();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot fill the backlog of port " + port, failed);
        }
    }

    /** Connects, and is never accepted, until the next one gets no answer. */
    private void fill() throws IOException {
        while (true) {
            Socket filler = new Socket();
            fillers.add(filler);
            try {
                filler.connect(new InetSocketAddress(loopback(), port), (int) FULL.toMillis());
            } catch (SocketTimeoutException full) {
                return;
            }
        }
    }

    /** Listens on the same port again; does nothing where it listens. */
    public synchronized void listen() {
        if (acceptor != null) {
            return;
        }
        refuse();
        try {
            ServerSocket socket = new ServerSocket(port, BACKLOG, loopback());
            listener = socket;
            acceptor = new Thread(() -> accept(socket), "fault-proxy-" + port);
            acceptor.setDaemon(true);
            acceptor.start();
        } catch (IOException taken) {
            throw new UncheckedIOException("cannot listen on port " + port, taken);
        }
    }

    /** Ends every fault: bytes go through, and the port listens. */
    public void heal() {
        faults.heal();
        listen();
    }

    private void accept(ServerSocket socket) {
        while (!socket.isClosed()) {
            try {
                Relay relay = new Relay(socket.accept(), target, faults, relays::remove);
                relays.add(relay);
                relay.start();
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void stopListening() throws IOException {
        if (listener != null) {
            listener.close();
            listener = null;
        }
        join(acceptor);
        acceptor = null;
        for (Socket filler : fillers) {
            filler.close();
        }
        fillers.clear();
    }

    private static void join(@Nullable Thread thread) {
        try {
            if (thread != null) {
                thread.join();
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    /** Resets the connections and frees the port; no thread is left. Closing twice does nothing. */
    @Override
    public void close() {
        refuse();
        try {
            for (Relay relay : List.copyOf(relays)) {
                relay.close();
            }
            relays.clear();
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }
}
