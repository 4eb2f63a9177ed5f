package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** Ports of the loopback address. */
final class Ports {
    /** Asks for any free port. */
    static final int ANY = 0;

    private static final int LAST = 65535;
    private static final int PARTNERS_TO_TRY = 100;

    private Ports() {}

    /** A port the system had free a moment ago; who binds it must be ready to find it taken. */
    static int free() {
        try (ServerSocket socket = bind(ANY)) {
            return socket.getLocalPort();
        } catch (IOException none) {
            throw new UncheckedIOException("no port is free", none);
        }
    }

    /** A port which is free, as is the one that is so much higher. */
    static int freeWithPartner(int higher) {
        for (int attempt = 1; attempt <= PARTNERS_TO_TRY; attempt++) {
            int port = free();
            if (port + higher <= LAST && bound(port + higher)) {
                return port;
            }
        }
        throw new IllegalStateException("no port is free whose partner, " + higher + " higher, is free");
    }

    private static boolean bound(int port) {
        try (ServerSocket socket = bind(port)) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    static void requireFree(int port) {
        if (port < 1 || port > LAST) {
            throw new IllegalArgumentException("port: " + port + " (expected: 1 to 65535)");
        }
        try (ServerSocket socket = bind(port)) {
            socket.getLocalPort();
        } catch (IOException taken) {
            throw new IllegalStateException("port: " + port + " (expected: free): " + taken.getMessage(), taken);
        }
    }

    private static ServerSocket bind(int port) throws IOException {
        return new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
    }
}
