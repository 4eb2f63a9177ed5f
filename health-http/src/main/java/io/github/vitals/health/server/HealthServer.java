package io.github.vitals.health.server;

import com.sun.net.httpserver.HttpServer;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerting.AlertBoard;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthEndpointBuilder;
import io.github.vitals.health.endpoint.HealthRequest;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.page.HealthPage;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a {@link HealthEndpoint} and a {@link HealthPage} over HTTP/1.1, with {@linkplain Builder#tls TLS} or without, on
 * the JDK's own server.
 *
 * <p>It listens on 127.0.0.1 unless told otherwise: an endpoint that Kubernetes probes or that Prometheus scrapes from
 * another machine wants {@code host("0.0.0.0")}. Callers see statuses only, unless {@link Builder#details details}
 * allows more. {@code /metrics} is there if meters were given, and for everyone who can reach the port; where
 * {@code HealthMetrics} is bound, the names of the checks are in it.
 *
 * <p>No client can hold it up. It has at most 256 threads, daemons that end when they are not needed; a few do it all
 * while clients are quick. A request must have come within 5 s and its answer be taken within 10 s, else the connection
 * is closed; when all threads are taken, the connections whose clients have held one for longest give way to new ones.
 * A request may be 16 kB long, else it is answered with 431; its body is ignored. Before connections take up the
 * process's file descriptors, all are closed. Two system properties are set where the application has not set them:
 * {@link Builder#jvmProperties jvmProperties} tells which, and can leave them alone.
 *
 * <pre>{@code
 * try (HealthServer server = HealthServer.start(8081, health, meters)) {
 *     System.out.println("see " + server.uri() + "/health/ready");
 * }
 *
 * HealthServer reachable = HealthServer.builder(health).host("0.0.0.0").port(8081).start();
 * }</pre>
 *
 * <p>Thread-safe.
 */
public final class HealthServer implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
    /** Read once, when the first server of the JDK's kind is made in the process. */
    private static final Map<String, String> JVM_PROPERTIES =
            Map.of("sun.net.httpserver.nodelay", "true", "sun.net.httpserver.maxReqHeaderSize", "20480");

    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration ENDING = Duration.ofMillis(500);

    private final Port port;
    private final Exchanges exchanges;
    private final HealthEndpoint endpoint;
    private final Valve valve;
    private final @Nullable OwnHistory ownHistory;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HealthServer(Port port, Exchanges exchanges, HealthEndpoint endpoint, @Nullable OwnHistory ownHistory) {
        this.port = port;
        this.exchanges = exchanges;
        this.endpoint = endpoint;
        this.ownHistory = ownHistory;
        this.valve = Valve.start(OpenFiles.ofProcess(), this::letGo);
    }

    /**
     * Serves health on 127.0.0.1.
     *
     * @param port 0 to 65535; 0 picks a free one
     * @param health what is known
     * @return a server to be closed by the caller
     * @throws IllegalArgumentException if the port is not valid
     * @throws UncheckedIOException if the port is taken, or cannot be listened on for another reason
     */
    public static HealthServer start(int port, HealthRegistry health) {
        return builder(health).port(port).start();
    }

    /**
     * Serves health and meters on 127.0.0.1.
     *
     * @param port 0 to 65535; 0 picks a free one
     * @param health what is known
     * @param meters what {@code /metrics} shows
     * @return a server to be closed by the caller
     * @throws IllegalArgumentException if the port is not valid
     * @throws UncheckedIOException if the port is taken, or cannot be listened on for another reason
     */
    public static HealthServer start(int port, HealthRegistry health, PrometheusMeterRegistry meters) {
        return builder(health).port(port).meters(meters).start();
    }

    /**
     * Starts to describe a server.
     *
     * @param health what is known
     * @return a new builder
     */
    public static Builder builder(HealthRegistry health) {
        return new Builder(health);
    }

    /**
     * The port it listens on.
     *
     * @return 1 to 65535
     */
    public int port() {
        return port.address().getPort();
    }

    /**
     * Where it can be reached from this machine.
     *
     * @return for example {@code http://127.0.0.1:8081}
     */
    public URI uri() {
        InetAddress address = port.address().getAddress();
        InetAddress reachable = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        String host = reachable.getHostAddress();
        String scheme = port.secured() ? "https://" : "http://";
        return URI.create(scheme + (host.contains(":") ? "[" + host + "]" : host) + ":" + port());
    }

    /**
     * Lets answers under way end, for at most 0.5 s, frees the port and ends the threads, all within about 1 s. Closing
     * twice does nothing.
     */
    @Override
    public void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        endpoint.close();
        try {
            exchanges.awaitAnswers(GRACE);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        try {
            // First what is under way: closing a connection over TLS waits for who writes to it.
            exchanges.close(ENDING);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        port.close();
        try {
            valve.close();
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
        if (ownHistory != null) {
            ownHistory.close();
        }
    }

    /** Closes every connection, and goes on listening. */
    void letGo() throws InterruptedException {
        port.renew();
    }

    @Override
    public String toString() {
        return "HealthServer[" + uri() + "]";
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }

    /** Describes a {@link HealthServer}. Not thread-safe. */
    public static final class Builder {
        private final HealthRegistry health;
        private final HealthEndpointBuilder endpoint;
        private String host = "127.0.0.1";
        private int port = 8081;
        private boolean jvmProperties = true;
        private boolean page = true;
        private @Nullable ServerTls tls;

        private Builder(HealthRegistry health) {
            this.health = health;
            this.endpoint = HealthEndpoint.builder(health);
        }

        /**
         * Sets the port; 8081 if not set.
         *
         * @param port 0 to 65535; 0 picks a free one
         * @return this builder
         * @throws IllegalArgumentException if it is not such
         */
        public Builder port(int port) {
            if (port < 0 || port > 65_535) {
                throw new IllegalArgumentException("port: " + port + " (expected: 0 to 65535)");
            }
            this.port = port;
            return this;
        }

        /**
         * Sets the address to listen on; 127.0.0.1 if not set, which only this machine reaches. {@code 0.0.0.0} is every
         * address of the machine.
         *
         * @param host an address or name of this machine
         * @return this builder
         */
        public Builder host(String host) {
            this.host = Objects.requireNonNull(host, "host: null (expected: an address of this machine)");
            return this;
        }

        /**
         * Shows meters at {@code /metrics}; there is no such path if not set.
         *
         * @param meters the meters
         * @return this builder
         */
        public Builder meters(PrometheusMeterRegistry meters) {
            endpoint.meters(meters);
            return this;
        }

        /**
         * Sets who may see more than the status; nobody if not set.
         *
         * @param allowed true for requests that may, for example {@code HealthRequest::fromLoopback}
         * @return this builder
         */
        public Builder details(Predicate<HealthRequest> allowed) {
            endpoint.details(allowed);
            return this;
        }

        /**
         * Sets what tells what has been, to the page and at {@code /health/history…}. If not set, the server begins a
         * history in memory half a second after it has started, or when it is first asked for, and closes it with
         * itself; unless there is no {@link #page(boolean) page}.
         *
         * @param history stays the caller's to close, after the server
         * @return this builder
         */
        public Builder history(HealthHistory history) {
            endpoint.history(history);
            return this;
        }

        /**
         * Shows alerts on the page and at {@code /health/alerts}, to those for whom {@link #details details} are, and lets
         * those who may have something done acknowledge, silence and test; there are none if not set.
         *
         * @param alerts stays the caller's to close, after the server
         * @return this builder
         */
        public Builder alerts(AlertBoard alerts) {
            endpoint.alerts(alerts);
            return this;
        }

        /**
         * Sets whether there is a page at {@code /}, with badges and a feed of incidents; there is if not set. It shows
         * names and more to those for whom {@link #details details} are.
         *
         * @param shown false for the endpoint alone
         * @return this builder
         */
        public Builder page(boolean shown) {
            this.page = shown;
            return this;
        }

        /**
         * Changes the status code of one status; the others keep theirs.
         *
         * @param status the status
         * @param code 200 to 599, and one that may have a body
         * @return this builder
         * @throws IllegalArgumentException if the code is not such
         */
        public Builder statusCode(HealthStatus status, int code) {
            endpoint.statusCode(status, code);
            return this;
        }

        /**
         * Sets what else the endpoint is to be: who may see the meters or have something done, status codes of one group.
         *
         * <pre>{@code
         * HealthServer.builder(health).endpoint(it -> it.admin(Access.tokenFile(path)).logLevels(LogLevels.logback()));
         * }</pre>
         *
         * @param more describes the endpoint further
         * @return this builder
         */
        public Builder endpoint(Consumer<HealthEndpointBuilder> more) {
            more.accept(endpoint);
            return this;
        }

        /**
         * Speaks TLS only; plain HTTP if not set.
         *
         * @param how with which certificate, and whether callers are to have one
         * @return this builder
         */
        public Builder tls(ServerTls how) {
            this.tls = Objects.requireNonNull(how, "how: null (expected: TLS)");
            return this;
        }

        /**
         * Sets whether {@link #start()} may set two system properties where the application has not set them; it may if
         * not set. They concern every server of the JDK's kind in the process, and are read when the first one is made.
         *
         * <ul>
         *   <li>{@code sun.net.httpserver.nodelay=true}: without it, callers who keep their connection open wait some
         *       40 ms a request on JDK 17
         *   <li>{@code sun.net.httpserver.maxReqHeaderSize=20480}: the JDK's own limit for a request without its body is
         *       380 kB, of which a few hundred hostile ones at a time are more than a heap of 64 MB holds, and reading them
         *       keeps the processors busy
         * </ul>
         *
         * @param allowed false to leave the process's properties alone
         * @return this builder
         */
        public Builder jvmProperties(boolean allowed) {
            this.jvmProperties = allowed;
            return this;
        }

        /**
         * Starts the server; it answers when this returns.
         *
         * @return a server to be closed by the caller
         * @throws IllegalArgumentException if the host cannot be resolved, or a file of {@link #tls} cannot be used
         * @throws UncheckedIOException if the port is taken, or cannot be listened on for another reason
         */
        public HealthServer start() {
            if (jvmProperties) {
                JVM_PROPERTIES.forEach(HealthServer::setUnlessSet);
            }
            OwnHistory own = page && endpoint.history().isEmpty() ? new OwnHistory(health) : null;
            HealthEndpoint built = own == null ? endpoint.build() : endpoint.build(own);
            Port.Kind kind = tls == null ? HttpServer::create : tls.servers();
            HttpServer bound = bound(kind);
            Exchanges exchanges = new Exchanges(tls != null);
            Handler handler = new Handler(new Answers(built, page(built, own)), exchanges);
            Port listening = Port.listen(bound, kind, exchanges, handler);
            HealthServer started = new HealthServer(listening, exchanges, built, own);
            if (own != null) {
                own.start();
            }
            log.atInfo().addKeyValue("url.full", started.uri()).log("Health server started");
            return started;
        }

        private @Nullable LatePage page(HealthEndpoint built, @Nullable OwnHistory own) {
            Supplier<HealthHistory> past = own == null ? endpoint.history().orElse(null) : own;
            return page && past != null ? new LatePage(health, past, endpoint.alerts(), built) : null;
        }

        private HttpServer bound(Port.Kind kind) {
            try {
                return Port.bound(kind, new InetSocketAddress(InetAddress.getByName(host), port));
            } catch (UnknownHostException unknown) {
                throw new IllegalArgumentException(
                        "host: " + host + " (expected: an address of this machine)", unknown);
            } catch (BindException taken) {
                throw new UncheckedIOException(
                        "port: " + port + " on " + host + " (expected: a free port of this machine): "
                                + taken.getMessage(),
                        taken);
            } catch (IOException failed) {
                throw new UncheckedIOException("port: " + port + " on " + host + ": " + failed.getMessage(), failed);
            }
        }
    }
}
