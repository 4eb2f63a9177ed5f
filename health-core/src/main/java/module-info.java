/**
 * Health checks that an application embeds: the model, the registry that runs and judges them, their meters, and checks
 * that need only the JDK.
 */
module io.github.vitals.health {
    requires transitive org.slf4j;
    requires java.management;
    requires static jdk.management;
    requires static org.jspecify;
    requires static micrometer.core;

    exports io.github.vitals.health;
    exports io.github.vitals.health.checks;
    exports io.github.vitals.health.metrics;
}
