package io.github.vitals.ops;

import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A PromQL expression, as far as its words tell what it reads and where its limits are. */
public record Expression(String text) {
    private static final Pattern TEXTS_AND_SELECTORS = Pattern.compile("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]");
    private static final Pattern LABEL_LISTS =
            Pattern.compile("\\b(by|without|on|ignoring|group_left|group_right)\\s*\\([^)]*\\)");
    private static final Pattern WORD = Pattern.compile("[a-zA-Z_:][a-zA-Z0-9_:]*+(?!\\s*\\()");
    private static final Pattern NUMBER_WITH_UNIT = Pattern.compile("\\b[0-9][0-9.]*[a-z]*");
    private static final Pattern LIMIT = Pattern.compile("([<>]=?)\\s*(-?[0-9.]+)");
    private static final Pattern AHEAD = Pattern.compile("predict_linear\\([^,]*,\\s*([0-9]+)");
    private static final Set<String> KEYWORDS = Set.of("and", "or", "unless", "offset", "bool", "Inf", "NaN");

    /** A comparison with a number. */
    record Limit(String operator, double value) {
        /** Whether this one is met before the other, when a figure gets worse. */
        boolean metBefore(Limit other) {
            return operator.startsWith(">") ? value < other.value : value > other.value;
        }
    }

    /** The names of what it reads. */
    public Set<String> metrics() {
        String words = TEXTS_AND_SELECTORS.matcher(text).replaceAll("");
        words = LABEL_LISTS.matcher(words).replaceAll("");
        words = NUMBER_WITH_UNIT.matcher(words).replaceAll("");
        return WORD.matcher(words)
                .results()
                .map(MatchResult::group)
                .filter(word -> !KEYWORDS.contains(word))
                .collect(Collectors.toSet());
    }

    /** The series that it reads, each with the labels that it asks for. */
    public Set<String> series() {
        Set<String> metrics = metrics();
        if (metrics.isEmpty()) {
            return Set.of();
        }
        String chosen = metrics.stream()
                .map(Pattern::quote)
                .collect(Collectors.joining("|", "(?<![a-zA-Z0-9_:\"])(", ")(?![a-zA-Z0-9_:\"])(\\{[^}]*})?"));
        return Pattern.compile(chosen)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    List<Limit> limits() {
        return LIMIT.matcher(text)
                .results()
                .map(found -> new Limit(found.group(1), Double.parseDouble(found.group(2))))
                .toList();
    }

    /** How far it looks ahead, in the unit that it is written in; one for each prediction. */
    List<Integer> ahead() {
        return AHEAD.matcher(text)
                .results()
                .map(found -> Integer.parseInt(found.group(1)))
                .toList();
    }

    /** The same without its numbers: what two rules with other limits have in common. */
    String shape() {
        return text.replaceAll("\\b[0-9.]+\\b", "#");
    }
}
