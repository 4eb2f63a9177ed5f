/**
 * Health checks that an application embeds: the model, the registry that runs and judges them, their maintenance
 * windows and meters, and checks that need only the JDK.
 */
module io.github.vitals.health {
    requires transitive org.slf4j;
    requires java.management;
    requires HdrHistogram;
    requires static jdk.management;
    requires static org.jspecify;
    requires static micrometer.core;
    requires static com.cronutils;

    exports io.github.vitals.health;
    exports io.github.vitals.health.alerting;
    exports io.github.vitals.health.checks;
    exports io.github.vitals.health.history;
    exports io.github.vitals.health.maintenance;
    exports io.github.vitals.health.metrics;
    exports io.github.vitals.health.metrics.application;
    exports io.github.vitals.health.shared;

    uses io.github.vitals.health.HealthCheckProvider;
}
