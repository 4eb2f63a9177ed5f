package io.github.vitals.health.endpoint;

import io.github.vitals.health.endpoint.HistoryQuestion.View;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryWindow;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Answers {@code /health/history…}: what has been, to callers who may see details. */
final class HistoryAnswers {
    private static final Duration USUAL = Duration.ofDays(1);

    private final HealthHistory history;
    private final HealthRequest request;
    private final HistoryRendering rendering;

    /** When, as it was asked and in full steps. */
    private record Asked(HistoryRange range, HistoryWindow window) {}

    private HistoryAnswers(HealthHistory history, HealthRequest request, HistoryRendering rendering) {
        this.history = history;
        this.request = request;
        this.rendering = rendering;
    }

    /** {@code rest} is what follows {@code /health/history} in the path, without a slash at the end. */
    static HealthResponse answer(HealthHistory history, HealthRequest request, String rest) {
        Optional<String> format = request.parameter("format");
        Optional<HistoryFormat> found = format.isPresent()
                ? HistoryFormat.named(format.get())
                : HistoryFormat.preferred(request.header("Accept").orElse(""));
        if (found.isEmpty()) {
            return format.isPresent()
                    ? Problem.format(HistoryFormat.LABELS)
                    : Problem.notAcceptable(HistoryFormat.MEDIA_TYPES);
        }
        double target = history.target();
        HistoryRendering rendering =
                found.get() == HistoryFormat.JSON ? new HistoryJson(target) : new HistoryCsv(target);
        return new HistoryAnswers(history, request, rendering)
                .answer(rest)
                .tagged()
                .withHeader("Vary", "Accept");
    }

    private HealthResponse answer(String rest) {
        Optional<HistoryQuestion> question = rest.isEmpty() ? Optional.empty() : HistoryQuestion.of(rest);
        if (question.isEmpty() && !rest.isEmpty()) {
            return Problem.unknown("path", paths());
        }
        Asked asked;
        try {
            asked = asked(question.map(HistoryQuestion::view).orElse(View.UPTIME));
        } catch (IllegalArgumentException mistaken) {
            return Problem.invalid(String.valueOf(mistaken.getMessage()));
        }
        return question.isEmpty() ? all(asked.window()) : one(question.get(), asked);
    }

    private Asked asked(View view) {
        Instant now = history.now();
        HistoryRange range = HistoryRange.of(request, USUAL, now);
        return new Asked(
                range, view.inSteps() ? range.window(now) : HistoryWindow.between(range.from(), range.to(), now));
    }

    /** Links are relative, so that they are right wherever an application mounts the endpoint. */
    private HealthResponse all(HistoryWindow window) {
        String base = request.path().endsWith("/") ? "" : "history/";
        List<HistoryRendering.Entry> entries = history.keys().stream()
                .map(key ->
                        new HistoryRendering.Entry(key, history.uptime(key, window), base + HistoryQuestion.path(key)))
                .toList();
        return rendering.keys(window, entries);
    }

    private HealthResponse one(HistoryQuestion question, Asked asked) {
        HistoryKey key = question.key();
        if (!history.keys().contains(key)) {
            return Problem.unknown(HistoryQuestion.word(key), names(key));
        }
        HistoryRange range = asked.range();
        return switch (question.view()) {
            case BUCKETS -> buckets(key, asked.window());
            case UPTIME -> rendering.uptime(key, asked.window(), history.uptime(key, asked.window()));
            case TRANSITIONS -> rendering.transitions(key, range, history.transitions(key, range.from(), range.to()));
            case INCIDENTS -> rendering.incidents(key, range, history.incidents(key, range.from(), range.to()));
        };
    }

    private HealthResponse buckets(HistoryKey key, HistoryWindow window) {
        List<HistoryBucket> buckets = history.buckets(key, window);
        return rendering.buckets(key, window, buckets, HealthHistory.total(buckets));
    }

    private List<String> names(HistoryKey unknown) {
        return history.keys().stream()
                .filter(key -> key.subject() == unknown.subject())
                .map(HistoryKey::name)
                .toList();
    }

    /** The paths there are where there is a history. */
    static List<String> paths() {
        return List.of(
                "/health/history",
                "/health/history/check/{name}",
                "/health/history/group/{name}",
                "/health/history/check/{name}/uptime",
                "/health/history/check/{name}/transitions",
                "/health/history/check/{name}/incidents");
    }
}
