package io.github.vitals.health.system;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Reads files of the kernel. What is not in them is NaN, whatever else stands in its place. */
final class ProcFile {
    private static final int FIRST = 1 << 13;
    private static final int MOST = 1 << 24;

    private ProcFile() {}

    /**
     * The whole of it, with as few calls as can be: it says that it is empty, so its size is of no use; what the kernel
     * makes up for one call need not fit to the next, and files of {@code /proc/sys} answer the first call only.
     */
    static String text(Path file) throws IOException {
        byte[] bytes = new byte[FIRST];
        int length = 0;
        try (InputStream in = Files.newInputStream(file)) {
            for (int read = in.read(bytes); read >= 0; read = in.read(bytes, length, bytes.length - length)) {
                length += read;
                if (length == MOST) {
                    throw new IOException("file: " + file + " (expected: less than " + MOST + " bytes)");
                }
                bytes = length == bytes.length ? Arrays.copyOf(bytes, 2 * length) : bytes;
            }
        }
        // No name in them need be UTF-8.
        return new String(bytes, 0, length, StandardCharsets.ISO_8859_1);
    }

    static List<String> lines(Path file) throws IOException {
        return text(file).lines().toList();
    }

    /** What stands between white space. */
    static List<String> words(String line) {
        List<String> words = new ArrayList<>();
        int begin = -1;
        for (int i = 0; i <= line.length(); i++) {
            boolean inWord = i < line.length() && line.charAt(i) > ' ';
            if (inWord && begin < 0) {
                begin = i;
            } else if (!inWord && begin >= 0) {
                words.add(line.substring(begin, i));
                begin = -1;
            }
        }
        return words;
    }

    /** The number that stands at a place; NaN where the line ends before. */
    static double number(List<String> words, int place) {
        return place >= 0 && place < words.size() ? number(words.get(place)) : Double.NaN;
    }

    /** The numbers of lines that begin with a name, as {@code MemTotal: 1024 kB} or {@code pswpin 17}. */
    static Map<String, Double> numbers(Path file) throws IOException {
        Map<String, Double> numbers = new HashMap<>();
        for (String line : lines(file)) {
            List<String> words = words(line.replace(':', ' '));
            if (words.size() >= 2) {
                numbers.put(words.get(0), number(words.get(1)));
            }
        }
        return numbers;
    }

    /** The number of the line that begins with a name; for a few of many lines. */
    static double number(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean whole = end < text.length() && (text.charAt(end) == ':' || text.charAt(end) == ' ');
            if (whole && (at == 0 || text.charAt(at - 1) == '\n')) {
                int line = text.indexOf('\n', end);
                return number(words(text.substring(end + 1, line < 0 ? text.length() : line)), 0);
            }
        }
        return Double.NaN;
    }

    /** Digits, perhaps with a fraction and a minus; Java's own forms of infinity, exponents and the like are none. */
    static double number(String text) {
        boolean digits = !text.isEmpty() && text.chars().allMatch(c -> (c >= '0' && c <= '9') || c == '.' || c == '-');
        try {
            double number = digits ? Double.parseDouble(text) : Double.NaN;
            return Double.isInfinite(number) ? Double.NaN : number;
        } catch (NumberFormatException none) {
            return Double.NaN;
        }
    }
}
