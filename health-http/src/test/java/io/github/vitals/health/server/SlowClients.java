package io.github.vitals.health.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;

/** Connections whose requests never end: one thread drips a byte into each, and may replace those that are cut off. */
final class SlowClients implements AutoCloseable {
    private static final int PAUSE_MILLIS = 100;

    private final InetSocketAddress server;
    private final List<SocketChannel> connections = new ArrayList<>();
    private final Thread dripping = new Thread(this::drip, "slow-clients");
    private volatile boolean closed;
    private volatile int rounds;
    private volatile int cutOff;

    /** Whether new connections are opened for those that are cut off. */
    private final boolean persistent;

    SlowClients(URI uri, int number, boolean persistent) throws IOException {
        this.persistent = persistent;
        server = new InetSocketAddress(uri.getHost(), uri.getPort());
        for (int i = 0; i < number; i++) {
            connections.add(open());
        }
        dripping.setDaemon(true);
        dripping.start();
    }

    private SocketChannel open() throws IOException {
        SocketChannel connection = SocketChannel.open(server);
        connection.write(ascii("GET /health/live HTTP/1.1\r\nX-Slow: "));
        return connection;
    }

    private static ByteBuffer ascii(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
    }

    private void drip() {
        while (!closed) {
            connections.replaceAll(this::dripped);
            rounds++;
            LockSupport.parkNanos(PAUSE_MILLIS * 1_000_000L);
        }
    }

    private SocketChannel dripped(SocketChannel connection) {
        try {
            connection.write(ascii("x"));
            return connection;
        } catch (IOException gone) {
            return replaced(connection);
        }
    }

    private SocketChannel replaced(SocketChannel connection) {
        try {
            if (connection.isOpen()) {
                cutOff++;
                connection.close();
            }
            return persistent ? open() : connection;
        } catch (IOException refused) {
            return connection;
        }
    }

    int rounds() {
        return rounds;
    }

    int cutOff() {
        return cutOff;
    }

    @Override
    public void close() throws Exception {
        closed = true;
        dripping.join();
        for (SocketChannel connection : connections) {
            connection.close();
        }
    }
}
