package io.github.vitals.health.probe;

import io.github.vitals.health.probe.Report.Part;
import java.util.Locale;

/** How a verdict is told. */
enum Format {
    /** One line, and one for each part that is not well where it is not as expected. */
    SUMMARY,
    /** One line, and one for each part. */
    TEXT,
    /** One object, on one line. */
    JSON,
    /** Not at all. */
    NONE;

    /** What Docker and Kubernetes keep of a probe's output is short. */
    private static final int MOST_PARTS = 20;

    static Format of(String option, String text) throws BadUsage {
        for (Format format : values()) {
            if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
                return format;
            }
        }
        throw new BadUsage(option, text, "summary, text, json or none");
    }

    String tell(Verdict verdict) {
        return switch (this) {
            case SUMMARY -> verdict.asExpected() ? line(verdict) : line(verdict) + parts(verdict, false);
            case TEXT -> line(verdict) + parts(verdict, true);
            case JSON -> VerdictJson.of(verdict);
            case NONE -> "";
        };
    }

    private static String line(Verdict verdict) {
        return verdict.word() + " " + verdict.target() + " "
                + verdict.answer().took().toMillis() + " ms" + verdict.problem();
    }

    private static String parts(Verdict verdict, boolean all) {
        StringBuilder lines = new StringBuilder();
        int told = 0;
        for (Part part : verdict.parts()) {
            if (!all && part.well()) {
                continue;
            }
            told++;
            if (told <= MOST_PARTS || all) {
                lines.append("\n  ").append(line(part));
            }
        }
        if (told > MOST_PARTS && !all) {
            lines.append("\n  and ").append(told - MOST_PARTS).append(" more");
        }
        return lines.toString();
    }

    private static String line(Part part) {
        return part.name() + " " + part.word() + before(" ", part.reason()) + before(": ", part.message());
    }

    private static String before(String prefix, String text) {
        return text.isEmpty() ? "" : prefix + text;
    }
}
