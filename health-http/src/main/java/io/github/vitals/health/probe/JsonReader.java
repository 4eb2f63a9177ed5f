package io.github.vitals.health.probe;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON (RFC 8259) into maps, lists and strings. Numbers, booleans and null, which nobody asks for, are read over
 * and become an empty list.
 *
 * <p>A library for this would be most of the program: its classes take longer to load than everything else together.
 */
final class JsonReader {
    /** Deeper than any report; a body of brackets must not overflow the stack. */
    private static final int DEEPEST = 100;

    private static final Object NOT_KEPT = List.of();

    private final String text;
    private int at;

    private JsonReader(String text) {
        this.text = text;
    }

    /** Empty if the text is no JSON, or no object. */
    static Map<?, ?> object(String text) {
        JsonReader reader = new JsonReader(text);
        try {
            Object value = reader.value(0);
            reader.skipBlanks();
            return reader.at == text.length() && value instanceof Map<?, ?> object ? object : Map.of();
        } catch (Malformed noJson) {
            return Map.of();
        }
    }

    private static final class Malformed extends Exception {
        private static final long serialVersionUID = 1;
    }

    private Object value(int depth) throws Malformed {
        if (depth > DEEPEST) {
            throw new Malformed();
        }
        return switch (peek()) {
            case '{' -> map(depth);
            case '[' -> list(depth);
            case '"' -> string();
            default -> literal();
        };
    }

    private Map<String, Object> map(int depth) throws Malformed {
        Map<String, Object> map = new LinkedHashMap<>();
        take('{');
        boolean more = peek() != '}';
        while (more) {
            String key = string();
            take(':');
            map.put(key, value(depth + 1));
            more = comma();
        }
        take('}');
        return map;
    }

    private List<Object> list(int depth) throws Malformed {
        List<Object> list = new ArrayList<>();
        take('[');
        boolean more = peek() != ']';
        while (more) {
            list.add(value(depth + 1));
            more = comma();
        }
        take(']');
        return list;
    }

    private boolean comma() {
        boolean comma = peek() == ',';
        at += comma ? 1 : 0;
        return comma;
    }

    private String string() throws Malformed {
        take('"');
        StringBuilder string = new StringBuilder();
        for (char each = next(); each != '"'; each = next()) {
            string.append(each == '\\' ? escaped(next()) : each);
        }
        return string.toString();
    }

    private char escaped(char escape) throws Malformed {
        return switch (escape) {
            case '"', '\\', '/' -> escape;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> (char) (hex() << 12 | hex() << 8 | hex() << 4 | hex());
            default -> throw new Malformed();
        };
    }

    private int hex() throws Malformed {
        int digit = Character.digit(next(), 16);
        if (digit < 0) {
            throw new Malformed();
        }
        return digit;
    }

    /** true, false, null or a number; which one, and whether it is well formed, makes no difference here. */
    private Object literal() throws Malformed {
        int start = at;
        while (at < text.length()
                && ("+-.".indexOf(text.charAt(at)) >= 0 || Character.isLetterOrDigit(text.charAt(at)))) {
            at++;
        }
        if (at == start) {
            throw new Malformed();
        }
        return NOT_KEPT;
    }

    private void take(char expected) throws Malformed {
        if (peek() != expected) {
            throw new Malformed();
        }
        at++;
    }

    private char next() throws Malformed {
        if (at >= text.length()) {
            throw new Malformed();
        }
        return text.charAt(at++);
    }

    /** What comes after white space; a character that stands for nothing at the end. */
    private char peek() {
        skipBlanks();
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }
}
