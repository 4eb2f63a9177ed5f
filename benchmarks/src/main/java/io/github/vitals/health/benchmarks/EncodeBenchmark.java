package io.github.vitals.health.benchmarks;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.JsonEncoder;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.encoder.Encoder;
import ch.qos.logback.core.encoder.EncoderBase;
import ch.qos.logback.core.spi.BasicSequenceNumberGenerator;
import co.elastic.logging.logback.EcsEncoder;
import io.github.vitals.health.logging.LogEncoder;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import net.logstash.logback.encoder.LogstashEncoder;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/**
 * What it costs to make a line of JSON of an event: ours with masking and all fields, the others as they come, which have
 * neither. Each event is new, as an application's are.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class EncodeBenchmark {
    static final String OURS = "ours";
    static final String LOGSTASH = "logstash";
    static final String ECS = "ecs";
    static final String LOGBACK = "logback";
    private static final String CALLER = EncodeBenchmark.class.getName();
    private static final int FRAMES = 25;

    /** Whose encoder it is. */
    @Param({OURS, LOGSTASH, ECS, LOGBACK})
    public String whose;

    private final LoggerContext context = new LoggerContext();
    private final Logger logger = context.getLogger("shop.orders.OrderService");
    private final Exception thrown = deep(FRAMES);
    private Encoder<ILoggingEvent> encoder;
    private int order;

    /** Starts the encoder. */
    @Setup
    public void start() {
        context.setSequenceNumberGenerator(new BasicSequenceNumberGenerator());
        encoder = encoder();
        encoder.setContext(context);
        encoder.start();
    }

    private EncoderBase<ILoggingEvent> encoder() {
        return switch (whose) {
            case OURS -> ours();
            case LOGSTASH -> new LogstashEncoder();
            case ECS -> new EcsEncoder();
            default -> new JsonEncoder();
        };
    }

    private static LogEncoder ours() {
        LogEncoder encoder = new LogEncoder();
        encoder.setServiceName("orders");
        encoder.setServiceVersion("1.2.3");
        encoder.setServiceEnvironment("production");
        encoder.setServiceNodeName("orders-7");
        encoder.setHostName("node-3");
        return encoder;
    }

    private static Exception deep(int frames) {
        return frames == 0
                ? new IllegalStateException("order 4711 is not paid", new IOException("connection reset"))
                : deep(frames - 1);
    }

    private LoggingEvent event(Level level, Throwable cause) {
        Object[] arguments = {++order, "paid", 12.5};
        LoggingEvent event = new LoggingEvent(CALLER, logger, level, "Order {} is {} after {} ms", cause, arguments);
        event.setMDCPropertyMap(Map.of(
                "trace.id", "4bf92f3577b34da6a3ce929d0e0e4736",
                "span.id", "00f067aa0ba902b7",
                "http.request.id", "a1b2c3d4"));
        return event;
    }

    /** An event without an exception. */
    @Benchmark
    public byte[] plain() {
        return encoder.encode(event(Level.INFO, null));
    }

    /** An event with an exception and its cause. */
    @Benchmark
    public byte[] thrown() {
        return encoder.encode(event(Level.ERROR, thrown));
    }
}
