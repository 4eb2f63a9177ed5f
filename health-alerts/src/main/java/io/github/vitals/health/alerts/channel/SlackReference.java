package io.github.vitals.health.alerts.channel;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which message of Slack's is meant. Immutable.
 *
 * @param channel the id of its channel
 * @param ts its time, which is its id there
 */
record SlackReference(String channel, String ts) {
    private static final Pattern TEXT = Pattern.compile("([A-Z0-9]{1,50}):(\\d{1,20}\\.\\d{1,20})");

    /** Empty if a text is none, for example because another channel wrote it. */
    static Optional<SlackReference> read(String text) {
        Matcher parts = TEXT.matcher(text);
        return parts.matches() ? Optional.of(new SlackReference(parts.group(1), parts.group(2))) : Optional.empty();
    }

    String text() {
        return channel + ":" + ts;
    }
}
