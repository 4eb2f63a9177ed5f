package io.github.vitals.health.alerts.channel;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * Texts as Slack reads them: {@code &}, {@code <} and {@code >} are escaped, so that nothing in a text mentions anybody
 * or becomes a link.
 */
final class SlackText {
    private static final DateTimeFormatter PLAIN = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private SlackText() {}

    /** At most so long once escaped, never cut within an escape or a character. */
    static String escape(String text, int longest) {
        String fitting = Text.cut(text, longest);
        while (escaped(fitting).length() > longest) {
            int over = escaped(fitting).length() - longest;
            fitting = Text.cut(fitting, Math.max(1, fitting.length() - Math.max(1, over / 5)));
        }
        return escaped(fitting);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    /** In the time zone of whoever reads it. */
    static String time(Instant at) {
        return "<!date^" + at.getEpochSecond() + "^{date_short_pretty} {time_secs}|" + PLAIN.format(at) + ">";
    }

    static Fields plain(String text, int longest) {
        return Fields.of("type", "plain_text")
                .with("text", escape(text, longest))
                .with("emoji", false);
    }

    /** A text that is escaped already. */
    static Fields markdown(String text) {
        return Fields.of("type", "mrkdwn").with("text", text);
    }
}
