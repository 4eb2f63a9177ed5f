package io.github.vitals.health.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads files of the kernel. What is not in them is NaN. */
final class ProcFile {
    private ProcFile() {}

    static String text(Path file) throws IOException {
        // They say that they are empty, at which Files.readAllBytes first asks for one byte, and of a setting in
        // /proc/sys gets no more. And no name in them need be UTF-8.
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    static List<String> lines(Path file) throws IOException {
        return text(file).lines().toList();
    }

    /** What stands between white space. */
    static List<String> words(String line) {
        String text = line.strip();
        return text.isEmpty() ? List.of() : List.of(text.split("\\s+", -1));
    }

    /** The number that stands at a place; NaN where the line ends before. */
    static double number(List<String> words, int place) {
        return place < words.size() ? number(words.get(place)) : Double.NaN;
    }

    /** The numbers of lines that begin with a name, as {@code MemTotal: 1024 kB} or {@code pswpin 17}. */
    static Map<String, Double> numbers(Path file) throws IOException {
        Map<String, Double> numbers = new HashMap<>();
        for (String line : lines(file)) {
            String[] parts = line.split("[\\s:]+", 3);
            if (parts.length >= 2) {
                numbers.put(parts[0], number(parts[1]));
            }
        }
        return numbers;
    }

    static double number(String text) {
        try {
            return Double.parseDouble(text);
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }
}
