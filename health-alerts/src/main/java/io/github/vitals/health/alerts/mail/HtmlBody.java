package io.github.vitals.health.alerts.mail;

import java.util.Locale;

/**
 * A letter in HTML: no images, no style sheet, no colour but that of the bar beside the state's word, so that it is read as
 * well in the dark, and by those who see no colours.
 */
final class HtmlBody {
    private static final int LONGEST = 5_000;
    private static final String HEAD = "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
            + "<meta name=\"color-scheme\" content=\"light dark\">"
            + "<meta name=\"supported-color-schemes\" content=\"light dark\"></head>\n"
            + "<body style=\"font-family:sans-serif;font-size:15px;line-height:1.4\">\n";
    private static final String CELL = "style=\"text-align:left;vertical-align:top;padding:3px 14px 3px 0\"";

    private HtmlBody() {}

    static String of(Particulars particulars) {
        StringBuilder html = new StringBuilder(HEAD);
        html.append("<p style=\"border-left:8px solid ")
                .append(particulars.good() ? "#2e9e5b" : "#d64545")
                .append(";padding-left:10px;font-size:18px\"><strong>")
                .append(escaped(particulars.state()))
                .append("</strong><br>")
                .append(escaped(particulars.summary()))
                .append("</p>\n<table style=\"border-collapse:collapse\">\n");
        for (Particulars.Row row : particulars.rows()) {
            row(html, row.name(), escaped(row.value()));
        }
        particulars.links().forEach((what, address) -> row(html, what, link(address)));
        return html.append("</table>\n</body></html>\n").toString();
    }

    private static void row(StringBuilder html, String name, String cell) {
        html.append("<tr><th scope=\"row\" ")
                .append(CELL)
                .append('>')
                .append(escaped(name))
                .append("</th><td ")
                .append(CELL)
                .append('>')
                .append(cell)
                .append("</td></tr>\n");
    }

    /** Only what a browser fetches from the web is made to be clicked. */
    private static String link(String address) {
        String text = escaped(address);
        String lower = address.toLowerCase(Locale.ROOT);
        boolean web = lower.startsWith("https://") || lower.startsWith("http://");
        return web ? "<a href=\"" + text + "\">" + text + "</a>" : text;
    }

    private static String escaped(String text) {
        StringBuilder escaped = new StringBuilder();
        for (char each : Line.of(text, LONGEST).toCharArray()) {
            switch (each) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                default -> escaped.append(each);
            }
        }
        return escaped.toString();
    }
}
