package io.github.vitals.health.server;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port that is listened on, by a server of the JDK's kind, which can be exchanged for a new one. Thread-safe. */
final class Port {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);

    /** As many as the system allows, 4096 mostly: whoever finds the queue full tries again after a second. */
    private static final int BACKLOG = 1 << 16;

    private static final Duration RETRY = Duration.ofNanos(100_000);

    private final InetSocketAddress address;
    private final Kind kind;
    private final Executor exchanges;
    private final HttpHandler handler;
    private HttpServer server;
    private boolean closed;

    /** What is listened with. */
    @FunctionalInterface
    interface Kind {
        /** A server that is not bound yet. */
        HttpServer unbound() throws IOException;
    }

    private Port(HttpServer bound, Kind kind, Executor exchanges, HttpHandler handler) {
        this.address = bound.getAddress();
        this.kind = kind;
        this.exchanges = exchanges;
        this.handler = handler;
        this.server = bound;
    }

    /** A server that is bound and has not begun. */
    static HttpServer bound(Kind kind, InetSocketAddress address) throws IOException {
        HttpServer server = kind.unbound();
        try {
            server.bind(address, BACKLOG);
            return server;
        } catch (IOException taken) {
            discard(server);
            throw taken;
        }
    }

    /** Only its dispatcher, which runs where it listens, gives back all descriptors of a server of the JDK's kind. */
    private static void discard(HttpServer unbound) {
        try {
            unbound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1);
            unbound.start();
        } catch (IOException noneLeft) {
            log.atDebug().setCause(noneLeft).log("Health server: a server that never ran keeps descriptors");
        }
        unbound.stop(0);
    }

    /** Begins with such a server, of that kind. */
    static Port listen(HttpServer bound, Kind kind, Executor exchanges, HttpHandler handler) {
        Port port = new Port(bound, kind, exchanges, handler);
        port.prepare(bound);
        startAsDaemon(bound);
        return port;
    }

    private void prepare(HttpServer next) {
        next.setExecutor(exchanges);
        next.createContext("/", handler);
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
        HttpServer next = prepared();
        Thread stopping = Exchanges.daemon(() -> old.stop(0), "health-server-stop");
        stopping.start();
        while (!takesOver(next)) {
            TimeUnit.NANOSECONDS.sleep(RETRY.toNanos());
            next = next == null ? prepared() : next;
        }
        stopping.join();
    }

    private synchronized HttpServer listening() {
        return server;
    }

    /** Lacks nothing but the port; null as long as there is no descriptor left for it. */
    private @Nullable HttpServer prepared() {
        try {
            HttpServer next = kind.unbound();
            prepare(next);
            return next;
        } catch (IOException noneLeft) {
            return null;
        }
    }

    /** Returns true if there is nothing more to be done. */
    private synchronized boolean takesOver(@Nullable HttpServer next) {
        if (next == null) {
            return closed;
        }
        if (closed) {
            discard(next);
            return true;
        }
        try {
            next.bind(address, BACKLOG);
        } catch (IOException stillTaken) {
            return false;
        }
        server = next;
        startAsDaemon(next);
        return true;
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
