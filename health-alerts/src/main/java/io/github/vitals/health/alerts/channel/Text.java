package io.github.vitals.health.alerts.channel;

/** Makes texts fit where they go. */
final class Text {
    private static final char MARK = '…';
    private static final int UNKNOWN = 0xFFFD;

    private Text() {}

    /**
     * Without control characters, which become spaces but for line ends, and without halves of surrogate pairs; what is
     * longer ends in an ellipsis.
     */
    static String cut(String text, int longest) {
        StringBuilder kept = new StringBuilder(Math.min(text.length(), longest));
        for (int at = 0; at < text.length(); ) {
            int point = text.codePointAt(at);
            at += Character.charCount(point);
            int length = Character.charCount(point);
            boolean last = at >= text.length();
            if (kept.length() + length > longest - (last ? 0 : 1)) {
                return kept.append(MARK).toString();
            }
            kept.appendCodePoint(shown(point));
        }
        return kept.toString();
    }

    /** The same in one line. */
    static String line(String text, int longest) {
        return cut(text.strip().replaceAll("\\s+", " "), longest);
    }

    private static int shown(int point) {
        if (Character.getType(point) == Character.SURROGATE) {
            return UNKNOWN;
        }
        return Character.isISOControl(point) && point != '\n' ? ' ' : point;
    }
}
