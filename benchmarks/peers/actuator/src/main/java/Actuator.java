import java.io.IOException;
import java.util.Map;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.registry.HealthContributorRegistry;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.annotation.Configuration;

/**
 * Spring Boot Actuator on Tomcat, as it configures itself: details are shown to nobody. The argument is the number of
 * indicators, which are always up. Prints {@code port N}; ends when its input does.
 */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
public class Actuator {
    public static void main(String[] arguments) throws IOException {
        SpringApplication application = new SpringApplication(Actuator.class);
        application.setDefaultProperties(Map.of(
                "server.port", "0",
                "server.address", "127.0.0.1",
                "spring.main.banner-mode", "off",
                "logging.level.root", "off"));
        var context = (ServletWebServerApplicationContext) application.run();
        HealthContributorRegistry registry = context.getBean(HealthContributorRegistry.class);
        HealthIndicator up = () -> Health.up().build();
        for (int i = 0; i < Integer.parseInt(arguments[0]); i++) {
            registry.registerContributor("check-" + i, up);
        }
        System.out.println("port " + context.getWebServer().getPort());
        awaitEndOfInput();
        System.exit(0);
    }

    private static void awaitEndOfInput() throws IOException {
        while (System.in.read() >= 0) {
            // Nothing is told.
        }
    }
}
