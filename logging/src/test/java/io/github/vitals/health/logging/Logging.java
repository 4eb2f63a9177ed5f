package io.github.vitals.health.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.joran.spi.JoranException;
import ch.qos.logback.core.status.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.LoggerFactory;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The JVM's Logback, set up through the included resource, and what it wrote. */
final class Logging implements AutoCloseable {
    /** Refuses a line with the same name twice. */
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final Path directory;

    private Logging(Path directory) {
        this.directory = directory;
    }

    static Logging into(Path directory, Map<String, String> properties) throws JoranException {
        Logging logging = new Logging(directory);
        LoggerContext context = logging.context;
        context.reset();
        context.getStatusManager().clear();
        context.putProperty("vitals.log.dir", directory.toString());
        properties.forEach(context::putProperty);
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        configurator.doConfigure(Logging.class.getResource("/included.xml"));
        return logging;
    }

    /** Each line is an event that keeps the schema. */
    static List<JsonNode> parse(String lines) {
        List<JsonNode> events = lines.lines().map(STRICT::readTree).toList();
        assertThat(events)
                .allSatisfy(event -> assertThat(EventSchema.faults(event)).isEmpty());
        return events;
    }

    /** Those with events, after all that was logged has been written. */
    static List<Path> files(Path directory) throws IOException {
        flush();
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    /** Lines that come together are written together, also beyond the size of a file. */
    static void flush() {
        LogOutputs.of((LoggerContext) LoggerFactory.getILoggerFactory())
                .forEach(output ->
                        assertThat(output.flush(Duration.ofSeconds(10))).isTrue());
    }

    /** Every line of every file, parsed. */
    List<JsonNode> events() throws IOException {
        StringBuilder text = new StringBuilder();
        for (Path file : files(directory)) {
            text.append(Files.readString(file));
        }
        return parse(text.toString());
    }

    /** The text of the only line there is. */
    String onlyLine() throws IOException {
        List<Path> files = files(directory);
        assertThat(files).hasSize(1);
        List<String> lines = Files.readAllLines(files.get(0));
        assertThat(lines).hasSize(1);
        return lines.get(0);
    }

    JsonNode onlyEvent() throws IOException {
        return parse(onlyLine()).get(0);
    }

    /** Leaves Logback without appenders, and fails if it had anything to complain of. */
    @Override
    public void close() {
        List<String> complaints = context.getStatusManager().getCopyOfStatusList().stream()
                .filter(status -> status.getEffectiveLevel() >= Status.WARN)
                .map(status -> status
                        + Arrays.toString(
                                status.getThrowable() == null
                                        ? new Object[0]
                                        : status.getThrowable().getStackTrace()))
                .toList();
        context.reset();
        assertThat(complaints).as("Logback's own complaints").isEmpty();
    }
}
