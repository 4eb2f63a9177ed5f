package io.github.vitals.health.endpoint;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads the headers in which a client says what it can take (RFC 9110, section 12.4.2). */
final class Accept {
    /** Nobody means more; what comes after is one range that fits nothing. */
    private static final int MOST = 100;

    private Accept() {}

    /** The weight of a value that is named in the header, 0 to 1; 0 if it is not named. Wildcards name nothing. */
    static double weight(String header, String value) {
        for (String element : elements(header)) {
            String[] parts = element.split(";", -1);
            if (parts[0].strip().equals(value)) {
                return weight(parts);
            }
        }
        return 0;
    }

    /** Whether the caller says nothing, or that it does not mind. */
    static boolean isAnything(String header) {
        return header.isBlank() || header.equals("*/*");
    }

    /** The type with the highest weight; of several the one named first, before those that a wildcard takes. */
    static Optional<String> preferred(String header, List<String> types) {
        if (isAnything(header)) {
            return Optional.of(types.get(0));
        }
        String best = null;
        double heaviest = 0;
        int earliest = Integer.MAX_VALUE;
        for (String type : types) {
            double weight = acceptance(header, type);
            int position = position(header, type);
            if (weight > heaviest || (weight == heaviest && weight > 0 && position < earliest)) {
                best = type;
                heaviest = weight;
                earliest = position;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The most specific range that fits decides: the type itself, its family, anything. */
    private static double acceptance(String header, String type) {
        for (String range : List.of(type, type.substring(0, type.indexOf('/') + 1) + "*", "*/*")) {
            if (position(header, range) < Integer.MAX_VALUE) {
                return weight(header, range);
            }
        }
        return 0;
    }

    private static int position(String header, String range) {
        String[] elements = elements(header);
        for (int i = 0; i < elements.length; i++) {
            if (elements[i].split(";", -1)[0].strip().equals(range)) {
                return i;
            }
        }
        return Integer.MAX_VALUE;
    }

    private static String[] elements(String header) {
        return header.toLowerCase(Locale.ROOT).split(",", MOST);
    }

    private static double weight(String[] parts) {
        for (int i = 1; i < parts.length; i++) {
            String parameter = parts[i].strip();
            if (parameter.startsWith("q=")) {
                return number(parameter.substring(2));
            }
        }
        return 1;
    }

    private static double number(String text) {
        try {
            double weight = Double.parseDouble(text);
            return weight >= 0 && weight <= 1 ? weight : 0;
        } catch (NumberFormatException malformed) {
            return 0;
        }
    }
}
