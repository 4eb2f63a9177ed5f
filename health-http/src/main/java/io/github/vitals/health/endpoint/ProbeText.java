package io.github.vitals.health.endpoint;

import io.github.vitals.health.CheckState;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthReport;
import io.github.vitals.health.HealthStatus;
import java.util.List;
import java.util.Locale;

/**
 * The text that the Kubernetes API server's own {@code /livez}, {@code /readyz} and {@code /healthz} give: {@code ok},
 * or with {@code ?verbose} and on failure one line for each check and a verdict.
 */
final class ProbeText implements Rendering {
    private static final int MOST_LINES = 5000;

    private final StatusCodes codes;
    private final String probe;
    private final boolean verbose;
    private final List<String> excluded;

    ProbeText(StatusCodes codes, String probe, boolean verbose, List<String> excluded) {
        this.codes = codes;
        this.probe = probe;
        this.verbose = verbose;
        this.excluded = excluded;
    }

    @Override
    public byte[] statusOnly(HealthStatus status) {
        return Utf8.encode(codes.passes(status) ? "ok" : verdict(status));
    }

    @Override
    public byte[] report(HealthReport report) {
        if (codes.passes(report.status()) && !verbose) {
            return statusOnly(report.status());
        }
        StringBuilder text = new StringBuilder();
        List<CheckState> states = report.states();
        states.stream().limit(MOST_LINES).forEach(state -> line(text, state));
        if (states.size() > MOST_LINES) {
            text.append("... and ").append(states.size() - MOST_LINES).append(" more\n");
        }
        excluded.stream()
                .limit(MOST_LINES)
                .forEach(name -> text.append("[+]")
                        .append(name.replaceAll("\\p{Cntrl}", "?"))
                        .append(" excluded: ok\n"));
        return Utf8.encode(text.append(verdict(report.status())).toString());
    }

    @Override
    public byte[] check(CheckState state) {
        StringBuilder text = new StringBuilder();
        line(text, state);
        return Utf8.encode(text.toString());
    }

    private void line(StringBuilder text, CheckState state) {
        boolean passes = codes.passes(state.status());
        text.append(passes ? "[+]" : "[-]").append(state.name()).append(passes ? " ok" : " failed");
        if (state.status() != HealthStatus.UP) {
            text.append(": ").append(state.status().name().toLowerCase(Locale.ROOT));
            state.reason()
                    .map(FailureReason::label)
                    .ifPresent(reason -> text.append(" (").append(reason).append(')'));
        }
        text.append('\n');
    }

    private String verdict(HealthStatus status) {
        return probe + " check " + (codes.passes(status) ? "passed" : "failed") + "\n";
    }
}
