package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.util.FileSize;
import io.github.vitals.health.logging.mask.MaskKind;
import io.github.vitals.health.logging.mask.Masker;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes each event as one line of JSON, or as text for a person, without secrets and never longer than it may be.
 *
 * <p>The fields, their types and their names in each format are the contract that {@code event.schema.json} beside this
 * class and the guide on logs tell. Secrets are {@linkplain Masker masked} in the message, in key-values, the MDC, the
 * messages of exceptions and the name of the thread.
 *
 * <table>
 *   <caption>Settings</caption>
 *   <tr><th>setting</th><th>default</th><th>is</th></tr>
 *   <tr><td>{@code format}</td><td>{@code ecs}</td><td>{@link LogFormat}: ecs, logstash, gelf or console</td></tr>
 *   <tr><td>{@code serviceName}, {@code serviceVersion}, {@code serviceEnvironment}, {@code serviceNodeName},
 *     {@code hostName}</td><td>none</td><td>constant fields</td></tr>
 *   <tr><td>{@code fields}</td><td>none</td><td>more constant fields: {@code team=shop, labels.region=eu}</td></tr>
 *   <tr><td>{@code maxEventSize}</td><td>64KB</td><td>beyond it, texts are cut and {@code log.truncated} is true; at
 *     least 8KB</td></tr>
 *   <tr><td>{@code maskFields}</td><td>none</td><td>names of fields whose values are masked, with commas</td></tr>
 *   <tr><td>{@code maskPattern}, as often as wanted</td><td>none</td><td>masked in any text; RE2</td></tr>
 *   <tr><td>{@code maskNot}</td><td>none</td><td>kinds that are left as they are, with commas: card, iban, email, token,
 *     private_key</td></tr>
 *   <tr><td>{@code coloured}</td><td>false</td><td>of the format console</td></tr>
 * </table>
 *
 * <pre>{@code
 * <encoder class="io.github.vitals.health.logging.LogEncoder">
 *   <serviceName>orders</serviceName>
 * </encoder>
 * }</pre>
 *
 * <p>Set up by Logback before it is started; thread-safe from then on.
 */
public final class LogEncoder extends EncoderBase<ILoggingEvent> {
    private static final long LEAST_SIZE = 8 * 1024;
    private static final long MOST_SIZE = 16 * 1024 * 1024;
    private static final byte[] NOTHING = {};

    private final Map<String, String> constants = new LinkedHashMap<>();
    private final Map<String, String> ownConstants = new LinkedHashMap<>();
    private final List<String> patterns = new ArrayList<>();
    private LogFormat format = LogFormat.ECS;
    private int maxEventSize = 64 * 1024;
    private List<String> maskFields = List.of();
    private List<String> maskNot = List.of();
    private boolean coloured;

    private @Nullable Masker masker;
    private @Nullable JsonLines json;
    private @Nullable ConsoleText text;

    /** An encoder that knows nothing about the service; the setters add it. */
    public LogEncoder() {}

    /**
     * Sets how events are written.
     *
     * @param name of a {@link LogFormat}, case does not matter
     * @throws IllegalArgumentException if there is none of that name
     */
    public void setFormat(String name) {
        this.format = LogFormat.of(name);
    }

    /**
     * Sets {@code service.name}.
     *
     * @param name what the service is called; nothing is written if empty
     */
    public void setServiceName(String name) {
        constant("service.name", name);
    }

    /**
     * Sets {@code service.version}.
     *
     * @param version of the service; nothing is written if empty
     */
    public void setServiceVersion(String version) {
        constant("service.version", version);
    }

    /**
     * Sets {@code service.environment}.
     *
     * @param environment for example {@code production}; nothing is written if empty
     */
    public void setServiceEnvironment(String environment) {
        constant("service.environment", environment);
    }

    /**
     * Sets {@code service.node.name}.
     *
     * @param node tells this instance from its siblings; nothing is written if empty
     */
    public void setServiceNodeName(String node) {
        constant("service.node.name", node);
    }

    /**
     * Sets {@code host.name}.
     *
     * @param host of the machine, or of the container; nothing is written if empty
     */
    public void setHostName(String host) {
        constant("host.name", host);
    }

    private void constant(String field, String value) {
        if (!value.isBlank()) {
            constants.put(field, value.strip());
        }
    }

    /**
     * Sets constant fields of the application's own. A name that is taken becomes one of {@code labels.}.
     *
     * @param fields {@code name=value} with commas between; empty for none
     * @throws IllegalArgumentException if one has no name
     */
    public void setFields(String fields) {
        for (String field : items(fields)) {
            int equals = field.indexOf('=');
            if (equals < 1) {
                throw new IllegalArgumentException(
                        "fields: " + fields + " (expected: name=value, with commas between)");
            }
            ownConstants.put(
                    field.substring(0, equals).strip(),
                    field.substring(equals + 1).strip());
        }
    }

    /**
     * Sets the longest an event may be, line break included.
     *
     * @param size from 8KB to 16MB
     * @throws IllegalArgumentException if it is not
     */
    public void setMaxEventSize(FileSize size) {
        if (size.getSize() < LEAST_SIZE || size.getSize() > MOST_SIZE) {
            throw new IllegalArgumentException("maxEventSize: " + size.getSize() + " (expected: 8KB to 16MB)");
        }
        this.maxEventSize = (int) size.getSize();
    }

    /**
     * Masks the values of more fields than those whose names say that they are secret.
     *
     * @param names with commas between; empty for none
     */
    public void setMaskFields(String names) {
        this.maskFields = items(names);
    }

    /**
     * Masks what a pattern finds.
     *
     * @param pattern in the syntax of RE2; empty for none
     */
    public void addMaskPattern(String pattern) {
        if (!pattern.isBlank()) {
            patterns.add(pattern);
        }
    }

    /**
     * Leaves kinds of personal data as they are.
     *
     * @param kinds of {@link MaskKind}, with commas between; empty for none
     */
    public void setMaskNot(String kinds) {
        this.maskNot = items(kinds);
    }

    /**
     * Colours the level in the format console.
     *
     * @param coloured true for terminals
     */
    public void setColoured(boolean coloured) {
        this.coloured = coloured;
    }

    private static List<String> items(String list) {
        return List.of(list.split(",")).stream()
                .map(String::strip)
                .filter(item -> !item.isEmpty())
                .toList();
    }

    /**
     * Puts the fields together and starts. A rule of masking that is none is an error in Logback's status, and is left
     * out. Starting twice does nothing.
     */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        Masker made = Masker.of(this::rules);
        masker = made;
        StackTraces traces = new StackTraces(made);
        if (format == LogFormat.CONSOLE) {
            text = new ConsoleText(made, traces, ZoneId.systemDefault(), coloured, maxEventSize);
        } else {
            Dialect dialect = dialect();
            json = new JsonLines(dialect, made, traces, constants(dialect), maxEventSize);
            json.start(getContext());
        }
        Encoders.of(getContext()).add(this);
        super.start();
    }

    /** Ends; what it masked is counted no longer. */
    @Override
    public void stop() {
        if (isStarted()) {
            Encoders.of(getContext()).remove(this);
            super.stop();
        }
    }

    /** One rule that is none must not end the log, so it is told to Logback, and the others hold. */
    private void rules(Masker.Rules rules) {
        maskFields.forEach(field -> told(() -> rules.field(field)));
        patterns.forEach(pattern -> told(() -> rules.pattern(pattern)));
        maskNot.forEach(kind -> told(() -> rules.without(kind(kind))));
    }

    private void told(Runnable rule) {
        try {
            rule.run();
        } catch (IllegalArgumentException | IllegalStateException none) {
            addError(String.valueOf(none.getMessage()), none);
        }
    }

    private static MaskKind kind(String name) {
        try {
            return MaskKind.valueOf(name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "maskNot: " + name + " (expected: card, iban, email, token or private_key)", unknown);
        }
    }

    private Dialect dialect() {
        return switch (format) {
            case LOGSTASH -> new LogstashDialect();
            case GELF ->
                new GelfDialect(
                        constants.getOrDefault("host.name", constants.getOrDefault("service.node.name", "localhost")));
            default -> new EcsDialect();
        };
    }

    private ConstantFields constants(Dialect dialect) {
        Map<String, Object> all = new LinkedHashMap<>(constants);
        all.put("process.pid", ProcessHandle.current().pid());
        all.putAll(Place.here().fields());
        return new ConstantFields(all, ownConstants, dialect);
    }

    /**
     * How often something of a kind was masked by this encoder.
     *
     * @param kind what was masked
     * @return how often; 0 if it was not started
     */
    public long masked(MaskKind kind) {
        return masker == null ? 0 : masker.masked(kind);
    }

    @Override
    public byte[] encode(ILoggingEvent event) {
        if (json != null) {
            return json.encode(event);
        }
        return text == null ? NOTHING : text.of(event).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte[] headerBytes() {
        return NOTHING;
    }

    @Override
    public byte[] footerBytes() {
        return NOTHING;
    }
}
