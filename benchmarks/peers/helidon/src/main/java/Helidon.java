import io.helidon.common.socket.SocketOptions;
import io.helidon.health.HealthCheck;
import io.helidon.health.HealthCheckResponse;
import io.helidon.health.HealthCheckType;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.observe.ObserveFeature;
import io.helidon.webserver.observe.health.HealthObserver;
import java.io.IOException;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.IntStream;

/**
 * Helidon SE's health observer, without Nagle's algorithm, with which it needs 44 ms a request. The arguments are the
 * number of checks, which are always up, and whether it shows details. Prints {@code port N}; ends when its input does.
 */
public final class Helidon {
    private Helidon() {}

    public static void main(String[] arguments) throws IOException {
        Logger.getLogger("").setLevel(Level.OFF);
        List<Up> checks = IntStream.range(0, Integer.parseInt(arguments[0]))
                .mapToObj(i -> new Up("check-" + i))
                .toList();
        HealthObserver health = HealthObserver.builder()
                .useSystemServices(false)
                .addHealthChecks(checks)
                .details(Boolean.parseBoolean(arguments[1]))
                .build();
        WebServer server = WebServer.builder()
                .host("127.0.0.1")
                .port(0)
                .connectionOptions(SocketOptions.builder().tcpNoDelay(true).build())
                .addFeature(ObserveFeature.just(health))
                .build()
                .start();
        System.out.println("port " + server.port());
        awaitEndOfInput();
        System.exit(0);
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is told.
        }
    }

    private record Up(String name) implements HealthCheck {
        @Override
        public HealthCheckType type() {
            return HealthCheckType.READINESS;
        }

        @Override
        public HealthCheckResponse call() {
            return HealthCheckResponse.builder().status(true).build();
        }
    }
}
