package io.github.vitals.health.logging.audit;

import io.github.vitals.health.logging.mask.Masker;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Optional;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Writes what a line says of an event, without its place in the chain. Thread-safe. */
final class AuditJson {
    /** Bytes of a line, so that a reader knows when to stop. */
    static final int LONGEST = 256 * 1024;

    private final JsonFactory json = new JsonFactory();
    private final Masker masker = Masker.standard();

    /**
     * An object that is not closed yet; {@code torn} is what was found after the last whole line.
     *
     * @throws IllegalArgumentException if it would be longer than a line may be
     */
    byte[] begin(AuditEvent event, Instant at, Optional<TornLine> torn) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator generator = json.createGenerator(ObjectWriteContext.empty(), bytes)) {
            generator.writeStartObject();
            generator.writeStringProperty(
                    "@timestamp", at.truncatedTo(ChronoUnit.MILLIS).toString());
            generator.writeStringProperty("event.kind", "event");
            generator.writeStringProperty("event.action", event.action());
            generator.writeStringProperty("event.outcome", event.outcome().text());
            event.fields().forEach((name, value) -> write(generator, name, value));
            torn.ifPresent(found -> {
                generator.writeNumberProperty("audit.torn.bytes", found.length());
                generator.writeStringProperty("audit.torn.sha256", found.sha256());
            });
            generator.writeEndObject();
        }
        if (bytes.size() > LONGEST - ChainLine.LONGEST_PLACE) {
            throw new IllegalArgumentException("event: " + bytes.size() + " bytes (expected: at most "
                    + (LONGEST - ChainLine.LONGEST_PLACE) + " in a line)");
        }
        byte[] closed = bytes.toByteArray();
        return Arrays.copyOf(closed, closed.length - 1);
    }

    private void write(JsonGenerator generator, String name, Object value) {
        if (masker.secret(name)) {
            generator.writeStringProperty(name, "***");
        } else if (value instanceof Boolean flag) {
            generator.writeBooleanProperty(name, flag);
        } else if (value instanceof Number number && finite(number)) {
            generator.writeName(name);
            generator.writeNumber(number.toString());
        } else {
            generator.writeStringProperty(name, masker.mask(wellFormed(value.toString())));
        }
    }

    /** Others may write themselves as anything; JSON has no NaN and no infinity. */
    private static boolean finite(Number number) {
        return number instanceof Integer
                || number instanceof Long
                || number instanceof Short
                || number instanceof Byte
                || number instanceof BigInteger
                || number instanceof BigDecimal
                || (number instanceof Double && Double.isFinite(number.doubleValue()))
                || (number instanceof Float && Float.isFinite(number.floatValue()));
    }

    /** Halves of a pair of surrogates cannot be written as UTF-8. */
    private static String wellFormed(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }
}
