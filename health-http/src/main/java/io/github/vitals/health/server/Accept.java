package io.github.vitals.health.server;

import java.util.Locale;

/** Reads the headers in which a client says what it can take (RFC 9110, section 12.4.2). */
final class Accept {
    private Accept() {}

    /** The weight of a value that is named in the header, 0 to 1; 0 if it is not named. Wildcards name nothing. */
    static double weight(String header, String value) {
        for (String element : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = element.split(";", -1);
            if (parts[0].strip().equals(value)) {
                return weight(parts);
            }
        }
        return 0;
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
