package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Clients that mean an HTTP server on this machine no good: a bounded number of connections, all driven by one thread.
 * Connections that end are opened anew, at most 1,000 a second.
 *
 * <pre>{@code
 * try (HostileClients clients = HostileClients.start(Attack.SLOW_HEADERS, server.uri().resolve("/livez"), 500)) {
 *     probe(server.uri());
 * }
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HostileClients implements AutoCloseable {
    private static final Duration TICK = Duration.ofMillis(100);
    private static final int OPENED_A_TICK = 100;
    private static final int OPENED_A_TICK_AT_FIRST = 1000;
    private static final int BIN = 64 * 1024;

    private final List<Attack.Script> scripts;
    private final InetSocketAddress server;
    private final Selector selector;
    private final Set<HostileConnection> connections = new LinkedHashSet<>();
    private final int most;
    private final Thread thread = new Thread(this::run, "hostile-clients");
    private volatile boolean closed;
    private volatile int open;
    private final AtomicInteger ended = new AtomicInteger();

    /** Known to the thread alone, as is the one below. */
    private int opened;

    private boolean complete;

    private HostileClients(Attack attack, URI target, int connections) throws IOException {
        this.scripts = attack.scripts(target.getPath());
        this.most = connections;
        this.server = new InetSocketAddress(target.getHost(), target.getPort());
        this.selector = Selector.open();
    }

    /**
     * Begins an attack.
     *
     * @param attack what to do
     * @param target what to ask for, over plain HTTP
     * @param connections how many at the same time
     * @return clients to be closed by the caller
     */
    public static HostileClients start(Attack attack, URI target, int connections) {
        try {
            HostileClients clients = new HostileClients(attack, target, connections);
            clients.thread.setDaemon(true);
            clients.thread.start();
            return clients;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot attack " + target, failed);
        }
    }

    /**
     * How many connections are open.
     *
     * @return 0 or more; those that the server has ended count until that is seen
     */
    public int open() {
        return open;
    }

    /**
     * How many connections have ended, by whichever side.
     *
     * @return 0 or more
     */
    public int ended() {
        return ended.get();
    }

    private void run() {
        ByteBuffer bin = ByteBuffer.allocateDirect(BIN);
        try (selector) {
            long nextTick = System.nanoTime();
            while (!closed) {
                if (nextTick - System.nanoTime() <= 0) {
                    nextTick += TICK.toNanos();
                    List.copyOf(connections).forEach(connection -> endUnless(connection, () -> connection.drip(bin)));
                    refill();
                }
                selector.select(key -> act((HostileConnection) key.attachment(), bin), TICK.toMillis());
            }
            for (HostileConnection connection : connections) {
                connection.close();
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("the attack ended", failed);
        }
    }

    private void act(HostileConnection connection, ByteBuffer bin) {
        endUnless(connection, () -> connection.act(bin));
    }

    private void refill() throws IOException {
        int now = Math.min(most - connections.size(), complete ? OPENED_A_TICK : OPENED_A_TICK_AT_FIRST);
        for (int i = 0; i < now; i++) {
            connections.add(new HostileConnection(scripts.get(opened++ % scripts.size()), server, selector));
        }
        complete |= opened >= most;
        open = (int) connections.stream().filter(HostileConnection::open).count();
    }

    @FunctionalInterface
    private interface Step {
        boolean goesOn() throws IOException;
    }

    private void endUnless(HostileConnection connection, Step step) {
        boolean goesOn;
        try {
            goesOn = step.goesOn();
        } catch (IOException cutOff) {
            goesOn = false;
        }
        if (!goesOn) {
            connection.close();
            connections.remove(connection);
            ended.incrementAndGet();
        }
    }

    /** Ends the connections, and their thread. */
    @Override
    public void close() {
        closed = true;
        selector.wakeup();
        try {
            thread.join();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
