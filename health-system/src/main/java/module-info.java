/** The machine, the container and the JVM as meters and checks. */
module io.github.vitals.health.system {
    requires transitive io.github.vitals.health;
    requires transitive micrometer.core;
    requires java.management;
    requires static com.github.oshi;
    requires static jdk.management;
    requires static org.jspecify;

    exports io.github.vitals.health.system;
}
