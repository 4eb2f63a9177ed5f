package io.github.vitals.health.page;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.endpoint.HealthRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How a reader wants to see a screen: what is in the URL behind the question mark. What has no meaning is left out, so
 * that the URL of a view and the view of a URL are the same. Immutable.
 */
final class View {
    static final String SEARCH = "q";
    static final String STATUS = "status";
    static final String GROUP = "group";
    static final String TAG = "tag";
    static final String SORT = "sort";
    static final String RANGE = "range";
    static final String FROM = "from";
    static final String TO = "to";
    static final String MAINTENANCE = "maintenance";
    static final String AT = "at";
    static final String PAGE = "page";
    static final String EMBED = "embed";

    private static final List<String> NAMES =
            List.of(SEARCH, STATUS, GROUP, TAG, SORT, RANGE, FROM, TO, MAINTENANCE, AT, PAGE, EMBED);
    private static final int LONGEST = 200;
    private static final int LAST_PAGE = 9_999;

    private final Map<String, String> values;

    private View(Map<String, String> values) {
        this.values = values;
    }

    static View of(HealthRequest request) {
        Map<String, String> values = new LinkedHashMap<>();
        for (String name : NAMES) {
            request.parameter(name)
                    .map(value -> name.equals(EMBED) ? "1" : value.strip())
                    .filter(value -> meaningful(name, value))
                    .ifPresent(value -> values.put(name, value));
        }
        return new View(values);
    }

    private static boolean meaningful(String name, String value) {
        if (value.isEmpty() || value.length() > LONGEST) {
            return false;
        }
        return switch (name) {
            case STATUS -> status(value).isPresent();
            case SORT -> Sort.named(value).isPresent();
            case RANGE -> Range.named(value).isPresent();
            case FROM, TO, AT -> Range.time(value).isPresent();
            case MAINTENANCE -> value.equals("counted");
            case PAGE -> page(value) > 1;
            default -> true;
        };
    }

    private static Optional<HealthStatus> status(String value) {
        for (HealthStatus status : HealthStatus.values()) {
            if (status.name().equals(value.toUpperCase(Locale.ROOT))) {
                return Optional.of(status);
            }
        }
        return Optional.empty();
    }

    private static int page(String value) {
        try {
            int page = Integer.parseInt(value);
            return page > 1 && page <= LAST_PAGE ? page : 1;
        } catch (NumberFormatException malformed) {
            return 1;
        }
    }

    String search() {
        return value(SEARCH);
    }

    Optional<HealthStatus> status() {
        return status(value(STATUS));
    }

    String group() {
        return value(GROUP);
    }

    String tag() {
        return value(TAG);
    }

    Sort sort() {
        return Sort.named(value(SORT)).orElse(Sort.STATE);
    }

    boolean maintenanceCounted() {
        return !value(MAINTENANCE).isEmpty();
    }

    Optional<Instant> at() {
        return Range.time(value(AT));
    }

    int page() {
        return page(value(PAGE));
    }

    boolean embedded() {
        return !value(EMBED).isEmpty();
    }

    /** What was given, or an empty text. */
    String value(String name) {
        return values.getOrDefault(name, "");
    }

    /** The same with one value, or without it if that is empty; and from the first page on. */
    View with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(values);
        more.remove(PAGE);
        if (value.isEmpty()) {
            more.remove(name);
        } else {
            more.put(name, value);
        }
        return new View(more);
    }

    /** The same with nothing but some values. */
    View only(String... names) {
        Map<String, String> fewer = new LinkedHashMap<>(values);
        fewer.keySet().retainAll(Set.of(names));
        return new View(fewer);
    }

    /** What follows a path in a link; empty if there is nothing to say. */
    String query() {
        StringBuilder query = new StringBuilder();
        for (String name : NAMES) {
            String value = values.get(name);
            if (value != null) {
                query.append(query.length() == 0 ? '?' : '&').append(name);
                query.append('=').append(encoded(value));
            }
        }
        return query.toString();
    }

    /** A link to another view of the same screen. */
    String link() {
        String query = query();
        return query.isEmpty() ? "?" : query;
    }

    static String encoded(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** For a form, which does not send what stands in its own address: all but what it has fields for. */
    void hidden(Html html, String... fields) {
        Set<String> own = Set.of(fields);
        values.forEach((name, value) -> {
            if (!own.contains(name) && !name.equals(PAGE)) {
                html.open("input", "type", "hidden", "name", name, "value", value);
            }
        });
    }
}
