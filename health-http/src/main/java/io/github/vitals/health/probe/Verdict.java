package io.github.vitals.health.probe;

import io.github.vitals.health.probe.Report.Part;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An answer beside what was expected of it. The body is read only where something else than the header is asked for. */
final class Verdict {
    private final Probe probe;
    private final Answer answer;
    private final @Nullable Status status;
    private @Nullable Report report;

    Verdict(Probe probe, Answer answer) {
        this.probe = probe;
        this.answer = answer;
        Status exact = answer.health() == null ? null : Status.named(answer.health());
        this.status = exact != null ? exact : report().status();
    }

    boolean asExpected() {
        return probe.expectation().met(answer.code(), status);
    }

    Answer answer() {
        return answer;
    }

    @Nullable
    Status status() {
        return status;
    }

    String target() {
        return probe.request().target();
    }

    /** Why there was no answer, as it may be shown. */
    @Nullable
    String failure() {
        return answer.failure() == null ? null : probe.shown().of(answer.failure());
    }

    /** All parts, as they may be shown. */
    List<Part> parts() {
        List<Part> parts = new ArrayList<>();
        for (Part part : report().parts()) {
            Shown shown = probe.shown();
            parts.add(new Part(
                    shown.of(part.name()), shown.of(part.word()), shown.of(part.reason()), shown.of(part.message())));
        }
        return parts;
    }

    /** What is not as expected; empty if all is. */
    String problem() {
        if (asExpected()) {
            return "";
        }
        String expected = " (expected: " + probe.expectation().text() + ")";
        String failure = failure();
        if (failure != null) {
            return ": " + failure + expected;
        }
        if (probe.expectation().statuses().isEmpty()) {
            return ": status code " + answer.code() + expected;
        }
        return status != null ? expected : ": no status in the answer, status code " + answer.code() + expected;
    }

    /** What tells this verdict from another one, without what differs each time: how long it took, and messages. */
    String gist() {
        StringBuilder gist = new StringBuilder(word()).append(problem());
        for (Part part : parts()) {
            gist.append('\n')
                    .append(part.name())
                    .append(' ')
                    .append(part.word())
                    .append(' ')
                    .append(part.reason());
        }
        return gist.toString();
    }

    /** The status, else the status code. */
    String word() {
        if (answer.code() == 0) {
            return "no-answer";
        }
        return status != null ? status.name() : Integer.toString(answer.code());
    }

    private Report report() {
        Report read = report;
        if (read == null) {
            read = Report.of(answer);
            report = read;
        }
        return read;
    }
}
