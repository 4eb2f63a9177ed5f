package io.github.vitals.health.page;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** What time to look at: some lengths to choose from, and a form for any other. */
final class Ranges {
    private static final DateTimeFormatter FIELD =
            DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm").withZone(ZoneOffset.UTC);

    private Ranges() {}

    static void write(Html html, Look look, Range range) {
        html.open("div", "class", "ranges").open("nav", "aria-label", "Time").open("ul");
        for (Range.Length length : Range.Length.values()) {
            String href = look.view()
                    .with(View.FROM, "")
                    .with(View.TO, "")
                    .with(View.AT, "")
                    .with(View.RANGE, length.key())
                    .link();
            html.open("li");
            if (length.key().equals(range.key())) {
                html.element("a", length.key(), "href", href, "aria-current", "true");
            } else {
                html.element("a", length.key(), "href", href);
            }
            html.close("li");
        }
        html.close("ul").close("nav");
        form(html, look, range);
        html.close("div").raw("\n");
    }

    private static void form(Html html, Look look, Range range) {
        html.open("form", "method", "get");
        field(html, View.FROM, "From", range.window().from());
        field(html, View.TO, "to", range.window().to());
        html.text("UTC ");
        look.view().hidden(html, View.FROM, View.TO, View.RANGE, View.AT);
        html.element("button", "Show", "type", "submit").close("form");
    }

    private static void field(Html html, String name, String words, Instant value) {
        html.element("label", words, "for", name);
        html.open(
                "input",
                "type",
                "datetime-local",
                "id",
                name,
                "name",
                name,
                "value",
                FIELD.format(value),
                "required",
                "");
    }
}
