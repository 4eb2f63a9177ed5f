package io.github.vitals.health.alerts.mail;

/** A letter in plain text. */
final class PlainBody {
    private static final int LONGEST_NAME = 100;
    private static final int LONGEST_VALUE = 5_000;
    private static final int WIDTH = 16;

    private PlainBody() {}

    static String of(Particulars particulars) {
        StringBuilder text = new StringBuilder(particulars.summary()).append("\n\n");
        for (Particulars.Row row : particulars.rows()) {
            line(text, row.name(), row.value());
        }
        if (!particulars.links().isEmpty()) {
            text.append('\n');
        }
        particulars.links().forEach((what, address) -> line(text, what, address));
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        String label = Line.of(name, LONGEST_NAME) + ":";
        text.append(label)
                .append(" ".repeat(Math.max(1, WIDTH - label.length())))
                .append(Line.of(value, LONGEST_VALUE))
                .append('\n');
    }
}
