package io.github.vitals.health.endpoint;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** What an admin action is told: the body of its request, a JSON object of texts. */
final class Parameters {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Map<String, String> values;

    private Parameters(Map<String, String> values) {
        this.values = values;
    }

    /** Nothing at all stands for an empty object. */
    static Parameters of(byte[] body) {
        if (body.length > HealthEndpoint.LONGEST_BODY) {
            throw new IllegalArgumentException(
                    "body: " + body.length + " bytes or more (expected: at most " + HealthEndpoint.LONGEST_BODY + ")");
        }
        Map<String, String> values = new LinkedHashMap<>();
        if (body.length > 0) {
            try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), body)) {
                read(parser, values);
            } catch (JacksonException malformed) {
                throw unfit();
            }
        }
        return new Parameters(values);
    }

    private static void read(JsonParser parser, Map<String, String> values) {
        if (parser.nextToken() != JsonToken.START_OBJECT) {
            throw unfit();
        }
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            if (parser.nextToken() != JsonToken.VALUE_STRING || values.put(name, parser.getString()) != null) {
                throw unfit();
            }
        }
        if (parser.currentToken() != JsonToken.END_OBJECT || parser.nextToken() != null) {
            throw unfit();
        }
    }

    private static IllegalArgumentException unfit() {
        return new IllegalArgumentException("body: unreadable (expected: a JSON object of texts, each name once)");
    }

    /** Whoever misspells a name is told so, not passed over. */
    Parameters only(String... names) {
        for (String name : values.keySet()) {
            if (!Set.of(names).contains(name)) {
                throw new IllegalArgumentException("body: has another name (expected: "
                        + (names.length == 0 ? "none" : String.join(", ", names)) + ")");
            }
        }
        return this;
    }

    String text(String name, String otherwise) {
        return values.getOrDefault(name, otherwise);
    }

    /** Empty if it is not there, or says nothing. */
    Optional<String> given(String name) {
        return Optional.ofNullable(values.get(name)).filter(text -> !text.isBlank());
    }

    String required(String name, String expected) {
        return given(name)
                .orElseThrow(() -> new IllegalArgumentException(name + ": none (expected: " + expected + ")"));
    }

    Optional<Duration> duration(String name) {
        String text = values.get(name);
        try {
            return text == null ? Optional.empty() : Optional.of(Duration.parse(text));
        } catch (DateTimeParseException malformed) {
            throw new IllegalArgumentException(name + ": unreadable (expected: a duration such as PT30M)");
        }
    }
}
