package io.github.vitals.health.compatibility;

import de.codecentric.boot.admin.server.config.EnableAdminServer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Configuration;

/** A Spring Boot Admin server as its documentation shows it; started as a process of its own. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EnableAdminServer
public class AdminServer {
    /**
     * Starts it.
     *
     * @param args Spring's
     */
    public static void main(String[] args) {
        SpringApplication.run(AdminServer.class, args);
    }
}
