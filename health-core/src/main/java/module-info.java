/**
 * Health checks that an application embeds: the model, the registry that runs and judges them, and their meters.
 */
module io.github.vitals.health {
    requires transitive org.slf4j;
    requires static org.jspecify;
    requires static micrometer.core;

    exports io.github.vitals.health;
    exports io.github.vitals.health.metrics;
}
