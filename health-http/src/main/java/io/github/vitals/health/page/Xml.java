package io.github.vitals.health.page;

/** Text in XML. */
final class Xml {
    private Xml() {}

    /**
     * Safe as text of an element and as a quoted attribute; what XML 1.0 does not allow (section 2.2), half a surrogate
     * pair included, becomes the replacement character.
     */
    static String escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(each -> {
            switch (each) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.appendCodePoint(isAllowed(each) ? each : '\uFFFD');
            }
        });
        return escaped.toString();
    }

    private static boolean isAllowed(int each) {
        return each == '\t'
                || each == '\n'
                || (each >= 0x20 && each <= 0xD7FF)
                || (each >= 0xE000 && each <= 0xFFFD)
                || each >= 0x10000;
    }
}
