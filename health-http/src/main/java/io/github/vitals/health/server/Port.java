package io.github.vitals.health.server;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** A port that is listened on, by a server of the JDK's kind, which can be exchanged for a new one. Thread-safe. */
final class Port {

    /** As many as the system allows, 4096 mostly: whoever finds the queue full tries again after a second. */
    static final int BACKLOG = 1 << 16;

    private static final Duration RETRY = Duration.ofMillis(1);

    private final InetSocketAddress address;
    private final Kind kind;
    private final Executor exchanges;
    private final HttpHandler handler;
    private HttpServer server;
    private boolean closed;

    /** What is listened with. */
    @FunctionalInterface
    interface Kind {
        /** A server that is bound and has not begun. */
        HttpServer at(InetSocketAddress address, int backlog) throws IOException;
    }

    /** Takes a server that is bound and has not begun. */
    Port(HttpServer bound, Kind kind, Executor exchanges, HttpHandler handler) {
        this.address = bound.getAddress();
        this.kind = kind;
        this.exchanges = exchanges;
        this.handler = handler;
        this.server = bound;
        listen();
    }

    InetSocketAddress address() {
        return address;
    }

    synchronized boolean secured() {
        return server instanceof HttpsServer;
    }

    /** Closes every connection, and listens again as soon as the port is free, which is before they all are closed. */
    void renew() throws InterruptedException {
        HttpServer old = listening();
        Thread stopping = Exchanges.daemon(() -> old.stop(0), "health-server-stop");
        stopping.start();
        while (!listensAgain()) {
            TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
        }
        stopping.join();
    }

    private synchronized HttpServer listening() {
        return server;
    }

    /** Returns true if there is nothing more to be done. */
    private synchronized boolean listensAgain() {
        if (closed) {
            return true;
        }
        try {
            server = kind.at(address, BACKLOG);
        } catch (IOException stillTaken) {
            return false;
        }
        listen();
        return true;
    }

    private void listen() {
        server.setExecutor(exchanges);
        server.createContext("/", handler);
        startAsDaemon(server);
    }

    /** Its dispatcher is a daemon if the thread that starts it is one; it must not keep the process alive. */
    private static void startAsDaemon(HttpServer server) {
        Thread starter = Exchanges.daemon(server::start, "health-server-start");
        starter.start();
        boolean interrupted = false;
        while (starter.isAlive()) {
            try {
                starter.join();
            } catch (InterruptedException later) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    synchronized void close() {
        closed = true;
        server.stop(0);
    }
}
