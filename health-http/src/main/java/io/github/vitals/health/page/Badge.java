package io.github.vitals.health.page;

/**
 * A small picture of two fields: what it is of, and how that is. The word says it, the colour only repeats it; white on
 * each of the colours has a contrast of 4.5 or more.
 */
record Badge(String label, String message, Colour colour, String title) {
    enum Colour {
        GREEN("#1a7f37"),
        AMBER("#9a6700"),
        RED("#cf222e"),
        BLUE("#0969da"),
        GREY("#57606a");

        private final String code;

        Colour(String code) {
            this.code = code;
        }
    }

    private static final int PADDING = 6;
    private static final String NARROW = "fijlt.,:;|!'() ";
    private static final String WIDE = "mwMW%@";

    /** The picture, as SVG. The lengths of the texts are set, so that they fit whatever font there is. */
    String svg() {
        int left = width(label) + 2 * PADDING;
        int right = width(message) + 2 * PADDING;
        String name = Xml.escaped(title);
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + (left + right)
                + "\" height=\"20\" role=\"img\" aria-label=\"" + name + "\">\n<title>" + name + "</title>\n"
                + "<clipPath id=\"r\"><rect width=\"" + (left + right) + "\" height=\"20\" rx=\"3\"/></clipPath>\n"
                + "<g clip-path=\"url(#r)\">"
                + field(0, left, "#3d444d") + field(left, right, colour.code) + "</g>\n"
                + "<g fill=\"#fff\" font-family=\"Verdana,Geneva,'DejaVu Sans',sans-serif\" font-size=\"11\">"
                + text(PADDING, label) + text(left + PADDING, message) + "</g>\n</svg>\n";
    }

    private static String field(int x, int width, String fill) {
        return "<rect x=\"" + x + "\" width=\"" + width + "\" height=\"20\" fill=\"" + fill + "\"/>";
    }

    private static String text(int x, String text) {
        return "<text x=\"" + x + "\" y=\"14\" textLength=\"" + width(text) + "\">" + Xml.escaped(text) + "</text>";
    }

    /** In pixels, about as wide as Verdana at 11 px. */
    private static int width(String text) {
        return text.chars()
                .map(each -> NARROW.indexOf(each) >= 0
                        ? 4
                        : WIDE.indexOf(each) >= 0 ? 11 : Character.isUpperCase(each) ? 8 : 7)
                .sum();
    }
}
