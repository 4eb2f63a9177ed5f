package io.github.vitals.health.endpoint;

import io.github.vitals.health.alerting.AlertBoard;
import java.util.List;
import java.util.Optional;

/** The answer to {@code /health/alerts}, for callers who may see details: JSON, and nothing else. */
final class AlertsAnswer {
    private static final List<String> LABELS = List.of("json");
    private static final List<String> MEDIA_TYPES = List.of("application/json");

    private AlertsAnswer() {}

    static HealthResponse of(AlertBoard board, HealthRequest request) {
        Optional<String> format = request.parameter("format");
        if (format.isPresent() && !LABELS.contains(format.get())) {
            return Problem.format(LABELS);
        }
        String accept = request.header("Accept").orElse("");
        if (format.isEmpty() && Accept.preferred(accept, MEDIA_TYPES).isEmpty()) {
            return Problem.notAcceptable(MEDIA_TYPES);
        }
        return HealthResponse.owning(200, Problem.JSON, AlertsJson.board(board))
                .tagged()
                .withHeader("Vary", "Accept");
    }
}
