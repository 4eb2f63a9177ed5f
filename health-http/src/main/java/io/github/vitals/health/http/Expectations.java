package io.github.vitals.health.http;

import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.util.List;

/** Judges an answer by all that is expected of it. */
record Expectations(List<HttpExpectation> all) implements AnswerJudge {
    @Override
    public boolean needsBody() {
        return all.stream().anyMatch(HttpExpectation::needsBody);
    }

    @Override
    public HealthResult judge(Answer answer, HealthResult soFar) {
        Unmet unmet = new Unmet(soFar);
        HealthResult told = HealthResult.up();
        for (int i = 0; i < all.size(); i++) {
            HttpExpectation expectation = all.get(i);
            Finding finding = expectation.find(answer);
            String value = answer.secrets().scrub(finding.value());
            told = told.detail(
                    "expectation." + (i + 1), (finding.met() ? "met: " : "not met: ") + expectation + ": " + value);
            if (!finding.met()) {
                unmet.add(expectation, value);
            }
        }
        HealthResult result = unmet.result();
        for (var detail : told.details().entrySet()) {
            result = result.detail(detail.getKey(), detail.getValue());
        }
        return result;
    }

    /** The worst of what is not met; of equals the first. */
    private static final class Unmet {
        private HealthResult worst;
        private int count;

        Unmet(HealthResult soFar) {
            this.worst = soFar;
        }

        void add(HttpExpectation expectation, String value) {
            count++;
            boolean worse = worst.status() == HealthStatus.UP
                    || (worst.status() == HealthStatus.DEGRADED && !expectation.mild());
            if (worse) {
                String message = "expected: " + expectation + "; was: " + value;
                worst = expectation.mild()
                        ? HealthResult.degraded(expectation.reason(), message)
                        : HealthResult.down(expectation.reason(), message);
            }
        }

        HealthResult result() {
            return count < 2 ? worst : worst.detail("unmet", count);
        }
    }
}
