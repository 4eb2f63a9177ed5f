package io.github.vitals.health.testkit;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;

/** What can be said of a report; begins at {@link HealthAssertions#assertThat(HealthReport)}. Thread-safe. */
public final class ReportAssert {
    private final HealthReport report;

    ReportAssert(HealthReport report) {
        this.report = report;
    }

    /**
     * The aggregate has this status.
     *
     * @param expected the status of the group
     * @return this
     * @throws AssertionError if it has another; the message names each check
     */
    public ReportAssert is(HealthStatus expected) {
        if (report.status() != expected) {
            throw HealthAssertions.failure(
                    "group " + report.group(), report.status() + " of " + report.states(), expected);
        }
        return this;
    }

    /**
     * The report has such a check.
     *
     * @param name the name it was registered under
     * @return what can be said of the check
     * @throws AssertionError if there is no such check in the report
     */
    public CheckAssert check(String name) {
        return report.state(name).map(CheckAssert::new).orElseThrow(() -> {
            String names = String.join(
                    ", ", report.states().stream().map(CheckState::name).toList());
            return HealthAssertions.failure("group " + report.group(), "no check " + name, "one of " + names);
        });
    }
}
