package io.github.vitals.health;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

/**
 * Reads a properties file in UTF-8, and remembers the line of each key, which {@link Properties} alone does not tell. As
 * there, of two lines with the same key the later one counts.
 */
final class PropertiesFile {
    private final Path path;
    private final Map<String, Setting> settings = new LinkedHashMap<>();

    private PropertiesFile(Path path) {
        this.path = path;
    }

    static List<Setting> read(Path path) throws IOException {
        PropertiesFile file = new PropertiesFile(path);
        file.read(Files.readAllLines(path));
        return List.copyOf(file.settings.values());
    }

    private void read(List<String> lines) throws IOException {
        List<String> parts = new ArrayList<>();
        int first = 1;
        for (int number = 1; number <= lines.size(); number++) {
            String line = lines.get(number - 1);
            parts.add(line);
            if (!isContinued(line, parts.size() == 1)) {
                add(String.join("\n", parts), first);
                parts.clear();
                first = number + 1;
            }
        }
        add(String.join("\n", parts), first);
    }

    private static boolean isContinued(String line, boolean first) {
        String start = line.stripLeading();
        if (first && (start.startsWith("#") || start.startsWith("!"))) {
            return false;
        }
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    private void add(String logicalLine, int number) throws IOException {
        Properties pair = new Properties();
        try {
            pair.load(new StringReader(logicalLine));
        } catch (IllegalArgumentException bad) {
            throw new IOException("line " + number + ": " + bad.getMessage(), bad);
        }
        for (String key : pair.stringPropertyNames()) {
            settings.put(key, new Setting(key, pair.getProperty(key).strip(), path + ":" + number, false));
        }
    }
}
