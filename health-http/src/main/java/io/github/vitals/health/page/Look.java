package io.github.vitals.health.page;

import io.github.vitals.health.endpoint.HealthRequest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/**
 * One look at the page: what is asked, how, by whom, and when. Immutable.
 *
 * @param path what is asked for, without its query
 * @param view how it is to be shown
 * @param theme {@code light} or {@code dark}, if the reader has chosen one
 * @param now the time of the look
 */
record Look(String path, View view, Optional<String> theme, Instant now) {
    private static final String THEME = "vitals-theme=";

    static Look of(HealthRequest request, Instant now) {
        return new Look(request.path(), View.of(request), theme(request), now);
    }

    /** The script remembers a choice in a cookie, so that the first that is painted is right. */
    private static Optional<String> theme(HealthRequest request) {
        return Arrays.stream(request.header("Cookie").orElse("").split(";", -1))
                .map(String::strip)
                .filter(each -> each.startsWith(THEME))
                .map(each -> each.substring(THEME.length()))
                .filter(each -> each.equals("light") || each.equals("dark"))
                .findFirst();
    }

    /** From here to the page's root, which need not be that of the server. */
    String root() {
        long deep = path.chars().filter(each -> each == '/').count() - 1;
        return deep <= 0 ? "./" : "../".repeat((int) deep);
    }

    /** A link to another screen, with what stays the same there. */
    String to(String screen) {
        return root()
                + screen
                + view.only(View.EMBED, View.RANGE, View.FROM, View.TO, View.MAINTENANCE)
                        .query();
    }

    String toHistory(String check) {
        return to("history/" + View.encoded(check));
    }

    String toTrend(String check) {
        return to("trend/" + View.encoded(check));
    }
}
