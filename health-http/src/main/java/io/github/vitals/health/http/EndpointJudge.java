package io.github.vitals.health.http;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes a result of what another service says of itself. */
final class EndpointJudge implements AnswerJudge {
    private static final int MOST_NAMED = 20;
    private static final int MOST_IN_MESSAGE = 3;

    @Override
    public boolean needsBody() {
        return true;
    }

    @Override
    public HealthResult judge(Answer answer, HealthResult soFar) {
        boolean success = answer.status() >= 200 && answer.status() <= 299;
        Optional<EndpointReport> read = EndpointReport.read(answer.body());
        if (read.isEmpty()) {
            String problem = answer.body().cut() ? "longer than what is read of it" : "no health report";
            return success
                    ? HealthResult.down(FailureReason.BODY, "the body is " + problem)
                    : HealthResult.down(
                            FailureReason.STATUS, "status " + answer.status() + ", and the body is " + problem);
        }
        EndpointReport report = read.get();
        HealthResult result = judge(answer, report, success, soFar).detail("parts", report.parts());
        List<EndpointReport.Part> failing = report.failing();
        for (int i = 0; i < Math.min(failing.size(), MOST_NAMED); i++) {
            result = result.detail(
                    "failing." + (i + 1), answer.secrets().scrub(failing.get(i).toString()));
        }
        return result;
    }

    private static HealthResult judge(Answer answer, EndpointReport report, boolean success, HealthResult soFar) {
        if (report.status() == HealthStatus.UP) {
            return success
                    ? soFar
                    : HealthResult.down(
                            FailureReason.STATUS,
                            "status " + answer.status() + ", though the body says " + report.said());
        }
        String message = answer.secrets().scrub("it says " + report.said() + named(report.failing()));
        return report.status() == HealthStatus.DOWN
                ? HealthResult.down(FailureReason.ASSERTION, message)
                : HealthResult.degraded(FailureReason.ASSERTION, message);
    }

    private static String named(List<EndpointReport.Part> failing) {
        if (failing.isEmpty()) {
            return "";
        }
        String more = failing.size() > MOST_IN_MESSAGE ? "; and " + (failing.size() - MOST_IN_MESSAGE) + " more" : "";
        return ": "
                + failing.stream()
                        .limit(MOST_IN_MESSAGE)
                        .map(EndpointReport.Part::toString)
                        .collect(Collectors.joining("; "))
                + more;
    }
}
