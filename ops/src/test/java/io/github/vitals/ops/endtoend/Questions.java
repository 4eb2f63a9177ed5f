package io.github.vitals.ops.endtoend;

import io.github.vitals.ops.Expression;
import io.github.vitals.ops.Metrics;
import io.github.vitals.ops.Rules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * All that dashboards and rules ask Prometheus, until there was an answer: each query, variable and annotation of every
 * dashboard, and of the rules each series that they read, since what they make of them is often nothing, and should be.
 */
final class Questions {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern LABEL_VALUES = Pattern.compile("label_values\\((.*),[^,]*\\)");
    private static final Pattern BEFORE = Pattern.compile("offset (\\d+)([mdw])");
    private static final Map<String, Duration> UNITS =
            Map.of("m", Duration.ofMinutes(1), "d", Duration.ofDays(1), "w", Duration.ofDays(7));

    /** Each is of a container, or of what the demo does not do: {@link RareMetersIT} has what they are made of. */
    private static final Pattern RARE =
            Pattern.compile("instance:container_.*|instance:system_filesystem_inodes_free:ratio");
    /** What a histogram or a summary has several of. */
    private static final Pattern PART = Pattern.compile("_seconds_(bucket|count|sum|max)$");

    /** The demo goes on through all its faults. */
    private static final String OF_STARTS = "changes(process_start_time_seconds";

    private final Map<String, String> open = new LinkedHashMap<>();
    private final Set<String> metrics = new TreeSet<>();

    private Questions() {}

    /** Of everything that is shipped. */
    static Questions ofAllThatIsShipped() throws IOException {
        Questions questions = new Questions();
        try (Stream<Path> files = Files.list(Path.of("grafana", "dashboards"))) {
            for (Path file : files.sorted().toList()) {
                questions.ofDashboard(JSON.readTree(Files.readString(file)));
            }
        }
        Rules.expressions().forEach(expression -> questions.addSeries("a rule", expression));
        return questions;
    }

    private void ofDashboard(JsonNode dashboard) {
        String title = dashboard.path("title").asString();
        for (JsonNode panel : dashboard.path("panels")) {
            for (JsonNode target : panel.path("targets")) {
                add(
                        title + ", " + panel.path("title").asString(),
                        target.path("expr").asString());
                addSeries(title, target.path("expr").asString());
            }
        }
        for (JsonNode annotation : dashboard.at("/annotations/list")) {
            if (annotation.has("expr")) {
                add(
                        title + ", marks of " + annotation.path("name").asString(),
                        annotation.path("expr").asString());
            }
        }
        for (JsonNode variable : dashboard.at("/templating/list")) {
            Matcher values = LABEL_VALUES.matcher(variable.at("/query/query").asString(""));
            if (values.matches()) {
                add(title + ", choice of " + variable.path("name").asString(), values.group(1));
            }
        }
    }

    /** An expression may have an answer, as 0, without the series that it reads. */
    private void addSeries(String where, String expression) {
        new Expression(expression).series().forEach(series -> add(where, series));
    }

    private void add(String where, String expression) {
        metrics.addAll(new Expression(expression).metrics());
        open.put(
                expression
                        .replace("$job", "applications")
                        .replace("$instance", ".+")
                        .replace("$check", ".+")
                        .replace("$__rate_interval", "10s")
                        .replace("$__interval", "10s")
                        .replace("$__range", "2m"),
                where);
    }

    /** Asks what has had no answer yet. */
    void ask(RulingPrometheus prometheus) throws Exception {
        for (String question : Set.copyOf(open.keySet())) {
            if (!prometheus.query(question, since(question)).isEmpty()) {
                open.remove(question);
            }
        }
    }

    /** A comparison with a day ago is asked as if it were tomorrow. */
    private static Duration since(String question) {
        Matcher before = BEFORE.matcher(question);
        return before.find() && !question.contains("unless")
                ? UNITS.get(before.group(2)).multipliedBy(Long.parseLong(before.group(1)))
                : Duration.ZERO;
    }

    /** What never had an answer, and should have had one. */
    Set<String> unanswered() {
        Set<String> unanswered = new TreeSet<>();
        open.forEach((question, where) -> {
            if (!question.startsWith(OF_STARTS) && !rare(question)) {
                unanswered.add(where + ": " + question);
            }
        });
        return unanswered;
    }

    private static boolean rare(String question) {
        return new Expression(question)
                .metrics().stream()
                        .anyMatch(name -> RareMetersIT.NAMES.contains(name)
                                || RARE.matcher(name).matches());
    }

    /** Of what is scraped, what nobody asks for and {@code unused.txt} does not list. */
    Set<String> unread(Set<String> scraped) {
        Set<String> unread = wholes(scraped);
        unread.removeAll(wholes(metrics));
        unread.removeAll(wholes(Metrics.unused().keySet()));
        return unread;
    }

    /** What is listed as unused, and is asked for or not scraped. */
    Set<String> wronglyUnused(Set<String> scraped) {
        Set<String> unused = wholes(Metrics.unused().keySet());
        Set<String> used = wholes(metrics);
        Set<String> known = wholes(scraped);
        unused.removeIf(name -> known.contains(name) && !used.contains(name));
        return unused;
    }

    private static Set<String> wholes(Set<String> names) {
        return names.stream()
                .map(name -> PART.matcher(name).replaceFirst("_seconds"))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
