package io.github.vitals.health.server;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsParameters;
import com.sun.net.httpserver.HttpsServer;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.endpoint.HealthEndpoint;
import io.github.vitals.health.endpoint.HealthEndpointBuilder;
import io.github.vitals.health.endpoint.HealthRequest;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Predicate;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves a {@link HealthEndpoint} over HTTP/1.1, with {@linkplain Builder#tls TLS} or without, on the JDK's own server.
 *
 * <p>It listens on 127.0.0.1 unless told otherwise: an endpoint that Kubernetes probes or that Prometheus scrapes from
 * another machine wants {@code host("0.0.0.0")}. Callers see statuses only, unless {@link Builder#details details}
 * allows more. {@code /metrics} is there if meters were given, and for everyone who can reach the port; where
 * {@code HealthMetrics} is bound, the names of the checks are in it.
 *
 * <p>No client can hold it up: it has at most 256 threads, daemons that end after 10 s without work. A request must have
 * come within 5 s and its answer be taken within 10 s, else the connection is closed; when all threads are taken, a new
 * connection displaces the one that has been sending its request for longest. Bodies of requests are ignored. It sets no
 * system properties; on JDK 17 the property {@code sun.net.httpserver.nodelay=true}, which applies to every JDK server
 * of the process, saves callers who keep connections open some 40 ms a request.
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
    private static final int BACKLOG = 256;

    /** Read once, when the first server of the JDK's kind is made in the process. */
    private static final String NO_DELAY = "sun.net.httpserver.nodelay";

    private static final Duration GRACE = Duration.ofMillis(500);
    private static final Duration ENDING = Duration.ofMillis(500);

    private final HttpServer server;
    private final Exchanges exchanges;
    private final HealthEndpoint endpoint;
    private final AtomicBoolean closed = new AtomicBoolean();

    private HealthServer(HttpServer server, Exchanges exchanges, HealthEndpoint endpoint) {
        this.server = server;
        this.exchanges = exchanges;
        this.endpoint = endpoint;
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
        return server.getAddress().getPort();
    }

    /**
     * Where it can be reached from this machine.
     *
     * @return for example {@code http://127.0.0.1:8081}
     */
    public URI uri() {
        InetAddress address = server.getAddress().getAddress();
        InetAddress reachable = address.isAnyLocalAddress() ? InetAddress.getLoopbackAddress() : address;
        String host = reachable.getHostAddress();
        String scheme = server instanceof HttpsServer ? "https://" : "http://";
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
        server.stop(0);
        try {
            exchanges.close(ENDING);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return "HealthServer[" + uri() + "]";
    }

    /** Describes a {@link HealthServer}. Not thread-safe. */
    public static final class Builder {
        private final HealthEndpointBuilder endpoint;
        private String host = "127.0.0.1";
        private int port = 8081;
        private boolean jvmProperties = true;
        private @Nullable ServerTls tls;

        private Builder(HealthRegistry health) {
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
         * Sets whether {@link #start()} may set the system property {@code sun.net.httpserver.nodelay=true} where the
         * application has not set it; it may if not set. The property concerns every server of the JDK's kind in the
         * process, and only those that are made later than the first of them see it. Without it, callers who keep their
         * connection open wait some 40 ms a request on JDK 17.
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
            if (jvmProperties && System.getProperty(NO_DELAY) == null) {
                System.setProperty(NO_DELAY, "true");
            }
            HealthEndpoint answers = endpoint.build();
            HttpServer server = bound();
            Exchanges exchanges = new Exchanges();
            server.setExecutor(exchanges);
            server.createContext("/", new Handler(answers, exchanges));
            startAsDaemon(server);
            HealthServer started = new HealthServer(server, exchanges, answers);
            log.atInfo().addKeyValue("url.full", started.uri()).log("Health server started");
            return started;
        }

        private HttpServer bound() {
            try {
                InetSocketAddress address = new InetSocketAddress(InetAddress.getByName(host), port);
                return tls == null ? HttpServer.create(address, BACKLOG) : secured(address, tls);
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

        private static HttpServer secured(InetSocketAddress address, ServerTls how) throws IOException {
            SSLContext context = how.context(System::nanoTime);
            HttpsServer server = HttpsServer.create(address, BACKLOG);
            server.setHttpsConfigurator(new HttpsConfigurator(context) {
                @Override
                public void configure(HttpsParameters parameters) {
                    parameters.setSSLParameters(how.parameters(getSSLContext()));
                }
            });
            return server;
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
    }
}
