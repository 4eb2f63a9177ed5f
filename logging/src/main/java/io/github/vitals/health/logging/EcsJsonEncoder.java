package io.github.vitals.health.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import java.util.LinkedHashMap;
import java.util.Map;
import net.logstash.logback.composite.AbstractFieldJsonProvider;
import net.logstash.logback.composite.JsonProvider;
import net.logstash.logback.composite.loggingevent.LogLevelJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggerNameJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventFormattedTimestampJsonProvider;
import net.logstash.logback.composite.loggingevent.LoggingEventJsonProviders;
import net.logstash.logback.composite.loggingevent.LoggingEventThreadNameJsonProvider;
import net.logstash.logback.composite.loggingevent.MessageJsonProvider;
import net.logstash.logback.composite.loggingevent.StackHashJsonProvider;
import net.logstash.logback.composite.loggingevent.StackTraceJsonProvider;
import net.logstash.logback.composite.loggingevent.TagsJsonProvider;
import net.logstash.logback.composite.loggingevent.ThrowableClassNameJsonProvider;
import net.logstash.logback.composite.loggingevent.ThrowableMessageJsonProvider;
import net.logstash.logback.encoder.LoggingEventCompositeJsonEncoder;
import net.logstash.logback.mask.MaskingJsonGeneratorDecorator;
import net.logstash.logback.stacktrace.ShortenedThrowableConverter;

/**
 * Writes each event as one line of JSON with the field names of the Elastic Common Schema, without secrets.
 *
 * <table>
 *   <caption>Fields</caption>
 *   <tr><th>field</th><th>what</th></tr>
 *   <tr><td>{@code @timestamp}</td><td>when, ISO 8601 in UTC</td></tr>
 *   <tr><td>{@code log.level}, {@code log.logger}, {@code process.thread.name}</td><td>always</td></tr>
 *   <tr><td>{@code message}</td><td>always, formatted</td></tr>
 *   <tr><td>{@code ecs.version}, {@code service.name}, {@code service.version}, {@code service.environment},
 *     {@code service.node.name}</td><td>the first always, the others where set</td></tr>
 *   <tr><td>{@code error.type}, {@code error.message}, {@code error.stack_trace}, {@code error.stack_hash}</td>
 *     <td>if something was thrown; the hash is the same for the same place in the code. At most 100 frames of each
 *     throwable and 32,768 characters in all</td></tr>
 *   <tr><td>{@code tags}</td><td>the names of the event's markers</td></tr>
 *   <tr><td>any other</td><td>key-values of the event and entries of the MDC under their own names; key-values win.
 *     Numbers and booleans stay what they are, everything else becomes text. One that has the name of a field above
 *     is written as {@code labels.} and its name</td></tr>
 * </table>
 *
 * <p>The value of a field whose name says password, secret, credential or authorization, or ends in token, cookie, pwd or
 * a kind of key, is written as {@code ***}; so are passwords, tokens and the user-info of URLs within any text, stack
 * traces included. This cannot be switched off.
 *
 * <pre>{@code
 * <encoder class="io.github.vitals.health.logging.EcsJsonEncoder">
 *   <serviceName>orders</serviceName>
 * </encoder>
 * }</pre>
 *
 * <p>Set up by Logback before it is started; thread-safe from then on.
 */
public final class EcsJsonEncoder extends LoggingEventCompositeJsonEncoder {
    private static final String ECS_VERSION = "8.11.0";
    private static final int MOST_FRAMES = 100;
    private static final int LONGEST_TRACE = 32_768;

    private final Map<String, String> constants = new LinkedHashMap<>();

    /** An encoder without facts about the service; the setters add them. */
    public EcsJsonEncoder() {
        constants.put("ecs.version", ECS_VERSION);
        setFindAndRegisterJacksonModules(false);
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

    private void constant(String field, String value) {
        if (!value.isBlank()) {
            constants.put(field, value.strip());
        }
    }

    /** Puts the fields together and starts. Starting twice does nothing. */
    @Override
    public void start() {
        if (isStarted()) {
            return;
        }
        setProviders(providers());
        addDecorator(masking());
        super.start();
    }

    private LoggingEventJsonProviders providers() {
        LoggingEventJsonProviders providers = new LoggingEventJsonProviders();
        providers.addTimestamp(timestamp());
        providers.addProvider(named("log.level", new LogLevelJsonProvider()));
        providers.addProvider(named("message", new MessageJsonProvider()));
        providers.addProvider(new ConstantFields(constants));
        providers.addProvider(named("log.logger", new LoggerNameJsonProvider()));
        providers.addProvider(named("process.thread.name", new LoggingEventThreadNameJsonProvider()));
        providers.addProvider(new EventFields());
        providers.addProvider(named("tags", new TagsJsonProvider()));
        providers.addProvider(errorType());
        providers.addProvider(named("error.message", new ThrowableMessageJsonProvider()));
        providers.addProvider(named("error.stack_hash", new StackHashJsonProvider()));
        providers.addProvider(stackTrace());
        return providers;
    }

    private static LoggingEventFormattedTimestampJsonProvider timestamp() {
        LoggingEventFormattedTimestampJsonProvider timestamp = new LoggingEventFormattedTimestampJsonProvider();
        timestamp.setTimeZone("UTC");
        timestamp.setPattern("[ISO_INSTANT]");
        return timestamp;
    }

    private static JsonProvider<ILoggingEvent> errorType() {
        ThrowableClassNameJsonProvider type = new ThrowableClassNameJsonProvider();
        type.setUseSimpleClassName(false);
        return named("error.type", type);
    }

    private static JsonProvider<ILoggingEvent> stackTrace() {
        ShortenedThrowableConverter shortened = new ShortenedThrowableConverter();
        shortened.setMaxDepthPerThrowable(MOST_FRAMES);
        shortened.setMaxLength(LONGEST_TRACE);
        StackTraceJsonProvider trace = new StackTraceJsonProvider();
        trace.setThrowableConverter(shortened);
        return named("error.stack_trace", trace);
    }

    private static JsonProvider<ILoggingEvent> named(String field, AbstractFieldJsonProvider<ILoggingEvent> provider) {
        provider.setFieldName(field);
        return provider;
    }

    private static MaskingJsonGeneratorDecorator masking() {
        SecretMasker secrets = new SecretMasker();
        MaskingJsonGeneratorDecorator masking = new MaskingJsonGeneratorDecorator();
        masking.addFieldMasker(secrets);
        masking.addValueMasker(secrets);
        masking.start();
        return masking;
    }
}
