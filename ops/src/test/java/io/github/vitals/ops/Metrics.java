package io.github.vitals.ops;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The list of metrics that the rules read, {@code metrics.txt}: whose each is, by its name. */
final class Metrics {
    private Metrics() {}

    static Map<String, String> read() {
        try {
            return Files.readAllLines(Rules.PROMETHEUS.resolve("metrics.txt")).stream()
                    .filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .map(line -> line.split("\\s+", 3))
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
