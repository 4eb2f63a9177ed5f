package io.github.vitals.health.probe;

import io.github.vitals.health.probe.Report.Part;
import org.jspecify.annotations.Nullable;

/** A verdict for programs; fields without a value are left out. */
final class VerdictJson {
    private final StringBuilder json = new StringBuilder();

    private VerdictJson() {}

    static String of(Verdict verdict) {
        VerdictJson written = new VerdictJson();
        written.json.append("{\"asExpected\":").append(verdict.asExpected());
        written.field("url", verdict.target());
        written.field("health", verdict.status() == null ? "" : verdict.status().name());
        if (verdict.answer().code() > 0) {
            written.json.append(",\"statusCode\":").append(verdict.answer().code());
        }
        written.field("failure", verdict.failure());
        String millis = Long.toString(1000 + verdict.answer().took().toMillis() % 1000);
        written.json
                .append(",\"durationSeconds\":")
                .append(verdict.answer().took().toSeconds());
        written.json.append('.').append(millis, 1, 4).append(",\"checks\":[");
        String separator = "";
        for (Part part : verdict.parts()) {
            written.json.append(separator);
            written.part(part);
            separator = ",";
        }
        return written.json.append("]}").toString();
    }

    private void part(Part part) {
        json.append("{\"name\":");
        string(part.name());
        field("health", part.word());
        field("reason", part.reason());
        field("message", part.message());
        json.append('}');
    }

    private void field(String name, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            json.append(",\"").append(name).append("\":");
            string(value);
        }
    }

    /** Control characters are not in texts that may be shown. */
    private void string(String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each == '"' || each == '\\') {
                json.append('\\');
            }
            json.append(each);
        }
        json.append('"');
    }
}
