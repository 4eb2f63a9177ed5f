package io.github.vitals.health.http;

import com.jayway.jsonpath.Configuration;
import com.jayway.jsonpath.InvalidPathException;
import com.jayway.jsonpath.JsonPath;
import com.jayway.jsonpath.JsonPathException;
import com.jayway.jsonpath.PathNotFoundException;
import io.github.vitals.health.outbound.Shown;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The values that a JSONPath finds in a body. Thread-safe. */
final class JsonValues {
    private static final int MOST_SHOWN = 3;
    private static final Pattern LAST_NAME = Pattern.compile("([\\w-]+)\\W*$");

    private final JsonPath path;
    private final String name;

    private JsonValues(JsonPath path, String name) {
        this.path = path;
        this.name = name;
    }

    static JsonValues of(String path) {
        if (path.contains("=~")) {
            throw new IllegalArgumentException("path: " + Shown.printable(path)
                    + " (expected: no =~, whose time a body could stretch without end; matches(..) does not)");
        }
        try {
            var last = LAST_NAME.matcher(path);
            return new JsonValues(JsonPath.compile(path), last.find() ? last.group(1) : "");
        } catch (InvalidPathException | IllegalArgumentException invalid) {
            throw new IllegalArgumentException(
                    "path: " + Shown.printable(path) + " (expected: a JSONPath: " + invalid.getMessage() + ")",
                    invalid);
        }
    }

    Finding judge(Answer answer, Predicate<List<?>> test) {
        Body.Json json = answer.body().json();
        if (json.problem() != null) {
            return new Finding(false, json.problem());
        }
        try {
            List<?> found = find(json.value());
            return new Finding(test.test(found), shown(answer, found));
        } catch (JsonPathException unfit) {
            return new Finding(false, "nothing that the path can be asked of: " + unfit.getMessage());
        }
    }

    private List<?> find(@Nullable Object json) {
        try {
            Object found = path.read(json, Configuration.defaultConfiguration());
            return !path.isDefinite() && found instanceof List<?> several ? several : Collections.singletonList(found);
        } catch (PathNotFoundException missing) {
            return List.of();
        }
    }

    private String shown(Answer answer, List<?> found) {
        if (found.isEmpty()) {
            return "missing";
        }
        String more = found.size() > MOST_SHOWN ? ", and " + (found.size() - MOST_SHOWN) + " more" : "";
        return found.stream()
                        .limit(MOST_SHOWN)
                        .map(value -> value instanceof String text
                                ? answer.secrets().shown(name, Found.quoted(text))
                                : Found.written(value))
                        .collect(Collectors.joining(", "))
                + more;
    }

    @Override
    public String toString() {
        return path.getPath();
    }
}
