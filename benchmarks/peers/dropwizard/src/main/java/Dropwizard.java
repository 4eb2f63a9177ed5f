import com.codahale.metrics.MetricRegistry;
import com.codahale.metrics.health.HealthCheck;
import com.codahale.metrics.health.HealthCheckRegistry;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.dropwizard.health.DefaultHealthFactory;
import io.dropwizard.health.HealthCheckConfiguration;
import io.dropwizard.health.HealthEnvironment;
import io.dropwizard.jetty.MutableServletContextHandler;
import io.dropwizard.jetty.setup.ServletEnvironment;
import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/**
 * dropwizard-health as it configures itself, on a Jetty with one connector and no Dropwizard application around it. The
 * argument is the number of checks, which are always up. Prints {@code port N}; ends when its input does.
 */
public final class Dropwizard {
    private Dropwizard() {}

    public static void main(String[] arguments) throws Exception {
        int checks = Integer.parseInt(arguments[0]);
        LifecycleEnvironment lifecycle = new LifecycleEnvironment(new MetricRegistry());
        HealthEnvironment health = new HealthEnvironment(new HealthCheckRegistry());
        MutableServletContextHandler context = new MutableServletContextHandler();
        DefaultHealthFactory factory = new DefaultHealthFactory();
        factory.setHealthCheckConfigurations(configurations(checks));
        factory.configure(lifecycle, new ServletEnvironment(context), null, health, new ObjectMapper(), "peer");
        for (int i = 0; i < checks; i++) {
            health.healthChecks().register("check-" + i, new Up());
        }
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        server.setHandler(context);
        lifecycle.attach(server);
        server.start();
        System.out.println("port " + connector.getLocalPort());
        awaitEndOfInput();
        System.exit(0);
    }

    private static List<HealthCheckConfiguration> configurations(int checks) {
        List<HealthCheckConfiguration> all = new ArrayList<>();
        for (int i = 0; i < checks; i++) {
            HealthCheckConfiguration configuration = new HealthCheckConfiguration();
            configuration.setName("check-" + i);
            configuration.setCritical(true);
            all.add(configuration);
        }
        return all;
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is told.
        }
    }

    private static final class Up extends HealthCheck {
        @Override
        protected Result check() {
            return Result.healthy();
        }
    }
}
