package io.github.vitals.health.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.util.StatusPrinter2;
import java.net.URL;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;

/**
 * Sets up Logback in one call, for applications that have no {@code logback.xml}; others include the resource
 * {@code io/github/vitals/health/logging/vitals-logback.xml}, which is the same.
 *
 * <p>What is set here comes before system properties and the environment, which come before the defaults; all of them
 * stand in the guide on logs. What Logback was set up to before is gone.
 *
 * <pre>{@code
 * VitalsLogging.with()
 *         .service("orders", "1.4.2")
 *         .directory(Path.of("/var/log/orders"))
 *         .set("vitals.log.total.size.cap", "10GB")
 *         .start();
 * }</pre>
 *
 * <p>Not thread-safe; called once, at the begin of {@code main}.
 */
public final class VitalsLogging {
    private static final String PREFIX = "vitals.";

    private final Map<String, String> properties = new LinkedHashMap<>();

    private VitalsLogging() {}

    /**
     * Settings to add to.
     *
     * @return new settings: those of the environment, and the defaults
     */
    public static VitalsLogging with() {
        return new VitalsLogging();
    }

    /**
     * Says which service this is.
     *
     * @param name in {@code service.name}; the files are named after it, too
     * @param version in {@code service.version}; empty if it has none
     * @return this
     */
    public VitalsLogging service(String name, String version) {
        return set("vitals.service.name", name).set("vitals.service.version", version);
    }

    /**
     * Sets where the files are.
     *
     * @param directory made if it is not there
     * @return this
     */
    public VitalsLogging directory(Path directory) {
        return set("vitals.log.dir", directory.toString());
    }

    /**
     * Sets what the lines look like, in the files and on the console.
     *
     * @param format of both
     * @return this
     */
    public VitalsLogging format(LogFormat format) {
        return set("vitals.log.format", format.name());
    }

    /**
     * Sets any of the properties of the guide on logs.
     *
     * @param property its name, which begins with {@code vitals.}
     * @param value as it would stand in a file of properties
     * @return this
     * @throws IllegalArgumentException if the name does not begin so
     */
    public VitalsLogging set(String property, String value) {
        if (!property.startsWith(PREFIX)) {
            throw new IllegalArgumentException("property: " + property + " (expected: begins with " + PREFIX + ")");
        }
        properties.put(property, Objects.requireNonNull(value, "value: null (expected: a text)"));
        return this;
    }

    /**
     * Sets up Logback. What is wrong with a setting is told on the error output, and the log goes on without it.
     *
     * @throws IllegalStateException if SLF4J writes to something else, or Logback refuses the settings
     */
    public void start() {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        if (!(factory instanceof LoggerContext context)) {
            throw new IllegalStateException(
                    "logging: " + factory.getClass().getName() + " (expected: SLF4J writes to Logback)");
        }
        long begin = System.currentTimeMillis();
        context.reset();
        properties.forEach(context::putProperty);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        try {
            configurator.doConfigure(resource());
        } catch (JoranException refused) {
            throw new IllegalStateException("logging: Logback refuses the settings", refused);
        }
        StatusPrinter2 complaints = new StatusPrinter2();
        complaints.setPrintStream(System.err);
        complaints.printInCaseOfErrorsOrWarnings(context, begin);
    }

    private static URL resource() {
        return Objects.requireNonNull(
                VitalsLogging.class.getResource("alone-logback.xml"), "alone-logback.xml is there");
    }
}
