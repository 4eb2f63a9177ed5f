package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthResult;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads records one by one: what another version has written, and this one cannot read, stays as it is. */
final class Kept {
    private static final Logger log = LoggerFactory.getLogger(HealthAlerts.class);

    private Kept() {}

    /** Those that are objects. */
    static Map<String, Fields> parse(Map<String, String> texts) {
        Map<String, Fields> all = new LinkedHashMap<>();
        texts.forEach((name, text) -> read(name, text, Fields::parse).ifPresent(fields -> all.put(name, fields)));
        return all;
    }

    static <F, T> Optional<T> read(String name, F from, Function<F, T> as) {
        try {
            return Optional.of(as.apply(from));
        } catch (RuntimeException unreadable) {
            log.atWarn()
                    .addKeyValue("record", name)
                    .addKeyValue("failure", HealthResult.down(unreadable).message())
                    .log("A record of alerts cannot be read by this version, and is left as it is");
            return Optional.empty();
        }
    }
}
