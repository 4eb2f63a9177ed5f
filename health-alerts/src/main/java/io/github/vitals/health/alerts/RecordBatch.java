package io.github.vitals.health.alerts;

import java.io.IOException;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Changes that are made together or not at all.
 *
 * @param changes for each key its text, empty to delete it
 */
record RecordBatch(String space, Map<String, Optional<String>> changes) {
    interface Receiver {
        void take(RecordBatch batch) throws IOException;
    }

    /** On one line: the space, and then each key with its text, or a lone minus where it is deleted. */
    String text() {
        StringBuilder text = new StringBuilder();
        escape(space, text);
        changes.forEach((key, value) -> {
            text.append('\t');
            escape(key, text);
            text.append('\t');
            if (value.isPresent()) {
                text.append('+');
                escape(value.get(), text);
            } else {
                text.append('-');
            }
        });
        return text.toString();
    }

    /** What {@link #text()} was made of. */
    static RecordBatch of(String text) throws IOException {
        List<String> fields = List.of(text.split("\t", -1));
        if (fields.size() % 2 == 0) {
            throw new IOException("line: " + fields.size() + " fields (expected: an odd number)");
        }
        Iterator<String> field = fields.iterator();
        String space = unescape(field.next());
        Map<String, Optional<String>> changes = new LinkedHashMap<>();
        while (field.hasNext()) {
            changes.put(unescape(field.next()), value(field.next()));
        }
        return new RecordBatch(space, changes);
    }

    private static Optional<String> value(String field) throws IOException {
        if (field.startsWith("+")) {
            return Optional.of(unescape(field.substring(1)));
        }
        if (field.equals("-")) {
            return Optional.empty();
        }
        throw new IOException("line: a field that is neither a text nor a minus");
    }

    private static void escape(String raw, StringBuilder escaped) {
        for (int i = 0; i < raw.length(); i++) {
            char each = raw.charAt(i);
            switch (each) {
                case '\\' -> escaped.append("\\\\");
                case '\t' -> escaped.append("\\t");
                case '\n' -> escaped.append("\\n");
                default -> escaped.append(each);
            }
        }
    }

    private static String unescape(String escaped) throws IOException {
        if (escaped.indexOf('\\') < 0) {
            return escaped;
        }
        StringBuilder raw = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char each = escaped.charAt(i);
            raw.append(each == '\\' ? unescaped(++i < escaped.length() ? escaped.charAt(i) : ' ') : each);
        }
        return raw.toString();
    }

    private static char unescaped(char mark) throws IOException {
        return switch (mark) {
            case '\\' -> '\\';
            case 't' -> '\t';
            case 'n' -> '\n';
            default -> throw new IOException("line: a backslash before '" + mark + "'");
        };
    }
}
