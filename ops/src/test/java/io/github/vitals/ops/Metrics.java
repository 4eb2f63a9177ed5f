package io.github.vitals.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The lists of metrics: those that the rules read, and those that nothing that is shipped does. */
public final class Metrics {
    private Metrics() {}

    /** Whose each is that the rules read, by its name. */
    static Map<String, String> read() {
        return list("metrics.txt", 3);
    }

    /** Why each is not read by anything, by its name. */
    public static Map<String, String> unused() {
        return list("unused.txt", 2);
    }

    private static Map<String, String> list(String file, int columns) {
        try {
            return Files.readAllLines(Rules.PROMETHEUS.resolve(file)).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", columns))
                    .collect(Collectors.toMap(
                            words -> words[0],
                            words -> words[1],
                            (one, same) -> {
                                throw new IllegalStateException("listed twice, as " + one + " and " + same);
                            },
                            TreeMap::new));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
