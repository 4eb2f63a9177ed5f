package io.github.vitals.health.page;

import io.github.vitals.health.HealthStatus;
import java.util.Set;
import java.util.function.Consumer;

/** What is around each screen: the head of the document, the way to the other screens, and the foot. */
final class Frame {
    private static final String HIDDEN = "hidden";
    private static final Set<String> BARS = Set.of("Status", "History");

    private final Assets assets;
    private final Past past;
    private final boolean alertsKept;

    /** A screen, by what stands in the tab and how the ways to the others are marked. */
    record Screen(String title, HealthStatus status, String name, boolean detailed) {}

    Frame(Assets assets, Past past, boolean alertsKept) {
        this.assets = assets;
        this.past = past;
        this.alertsKept = alertsKept;
    }

    void write(Html html, Look look, Screen screen, Consumer<Html> main) {
        html.raw("<!DOCTYPE html>\n");
        html.open("html", "lang", "en", "data-theme", look.theme().orElse("auto"));
        head(html, look, screen);
        html.open("body", "class", look.view().embedded() ? "embedded" : "whole")
                .raw("\n");
        Marks.sprite(html);
        if (!look.view().embedded()) {
            html.element("a", "Skip to content", "class", "skip", "href", "#main");
            header(html, look, screen);
        }
        if (alertsKept && screen.detailed) {
            // They change without a change of any check: the script looks more often.
            html.open("main", "id", "main", "tabindex", "-1", "data-alerts", "").raw("\n");
        } else {
            html.open("main", "id", "main", "tabindex", "-1").raw("\n");
        }
        html.element(
                "p",
                "No news from the server: what you see may be out of date.",
                "id",
                "lost",
                "class",
                "banner s-unknown",
                HIDDEN,
                "");
        html.element("p", "", "id", "news", "class", "aside", "role", "status");
        main.accept(html);
        html.close("main").raw("\n");
        if (!look.view().embedded()) {
            foot(html, look, screen);
        }
        html.raw("</body></html>\n");
    }

    private void head(Html html, Look look, Screen screen) {
        html.raw("<head><meta charset=\"utf-8\">");
        html.raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">");
        html.raw("<meta name=\"color-scheme\" content=\"light dark\"><meta name=\"robots\" content=\"noindex\">");
        html.element("title", screen.title + " · " + service());
        html.open("link", "rel", "stylesheet", "href", look.root() + assets.style());
        html.open(
                "link",
                "rel",
                "icon",
                "id",
                "icon",
                "type",
                "image/svg+xml",
                "href",
                look.root() + assets.icon(screen.status));
        if (past.kept() && screen.detailed) {
            html.open(
                    "link",
                    "rel",
                    "alternate",
                    "type",
                    "application/atom+xml",
                    "title",
                    "Incidents",
                    "href",
                    look.root() + "feed.atom");
        }
        html.open("script", "src", look.root() + assets.script(), "defer", "");
        html.raw("</script></head>\n");
    }

    private String service() {
        return past.origin().map(origin -> origin.service()).orElse("Health");
    }

    private void header(Html html, Look look, Screen screen) {
        html.open("header", "class", "top").open("div", "class", "inner");
        html.element("a", service(), "class", "brand", "href", look.to(""));
        html.open("nav", "aria-label", "Screens").open("ul");
        way(html, look, screen, "Status", "");
        if (alertsKept && screen.detailed) {
            way(html, look, screen, "Alerts", "alerts");
        }
        if (past.kept() && screen.detailed) {
            way(html, look, screen, "History", "history");
            way(html, look, screen, "Trend", "trend");
            if (past.store().isPresent()) {
                way(html, look, screen, "Fleet", "fleet");
            }
        }
        html.close("ul").close("nav");
        html.open("div", "class", "choices", "id", "choices", HIDDEN, "");
        html.element("button", "UTC", "type", "button", "id", "zone", "aria-pressed", "false");
        html.element("button", "Theme: auto", "type", "button", "id", "theme");
        html.close("div").close("div").close("header").raw("\n");
    }

    private static void way(Html html, Look look, Screen screen, String words, String path) {
        html.open("li");
        if (screen.name.equals(words)) {
            html.element("a", words, "href", look.to(path), "aria-current", "page");
        } else {
            html.element("a", words, "href", look.to(path));
        }
        html.close("li");
    }

    private void foot(Html html, Look look, Screen screen) {
        html.open("footer", "class", "foot").open("div", "class", "inner");
        if (past.kept() && BARS.contains(screen.name)) {
            legend(html);
        }
        html.open("p").text("As of ");
        html.passing(() -> Words.time(html, look.now(), Words.Form.FULL));
        past.origin().ifPresent(origin -> html.text(", from " + origin.instance()));
        html.text(". ");
        html.element("span", "Opening this page runs no check.").close("p");
        past.store()
                .flatMap(store -> store.failing())
                .ifPresent(
                        why -> html.element("p", "History is not being written: " + why, "class", "banner s-degraded"));
        html.close("div").close("footer").raw("\n");
    }

    /** How the bars are to be read. */
    private static void legend(Html html) {
        html.open("ul", "class", "legend", "aria-label", "How the bars are to be read");
        key(html, "up", "up");
        key(html, "degraded", "degraded");
        key(html, "down", "down");
        key(html, "unknown", "unknown");
        html.raw(
                "<li><svg class=\"key\" width=\"14\" height=\"14\" aria-hidden=\"true\">"
                        + "<rect class=\"b-maintenance\" fill=\"url(#hatch)\" width=\"14\" height=\"14\"/></svg>maintenance</li>");
        key(html, "none", "no data");
        html.close("ul");
        html.element(
                "p",
                "Each bar is a stretch of time. Its colour is the worst that was in it, as high as the share of time that"
                        + " was not up.");
    }

    private static void key(Html html, String style, String words) {
        html.raw("<li><svg class=\"key\" width=\"14\" height=\"14\" aria-hidden=\"true\"><rect class=\"b-" + style
                + "\" x=\".5\" y=\".5\" width=\"13\" height=\"13\"/></svg>" + words + "</li>");
    }
}
