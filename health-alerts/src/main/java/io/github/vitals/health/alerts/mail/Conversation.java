package io.github.vitals.health.alerts.mail;

import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerts.channel.AlertNotification;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the letters about one alert have in common, from the first of them on: its id, and the subject apart from the word
 * in brackets, since mail programs put together what has both.
 */
record Conversation(String id, String subject) {
    private static final int LONGEST_SUBJECT = 200;
    private static final int LONGEST_REFERENCE = 1_000;
    private static final Pattern REFERENCE = Pattern.compile("(<[!-~&&[^<>@]]{1,300}@[!-~&&[^<>@]]{1,300}>)(?: (.*))?");

    /** The one that a receipt tells of; empty if it is none of ours. */
    static Optional<Conversation> read(String reference) {
        Matcher parts = REFERENCE.matcher(reference);
        if (!parts.matches()) {
            return Optional.empty();
        }
        String subject = parts.group(2) == null ? "" : parts.group(2);
        return Optional.of(new Conversation(parts.group(1), Line.of(subject, LONGEST_SUBJECT)));
    }

    /** One that begins with this letter. */
    static Conversation begin(String id, AlertNotification notification) {
        AlertNotification.About about = notification.about();
        AlertNotification.Facts facts = notification.facts();
        String name = about.subject() == HealthTransition.Subject.GROUP ? "group " + about.name() : about.name();
        String what = notification.kind() == AlertNotification.Kind.TEST
                ? facts.message()
                : name + " is " + facts.status()
                        + facts.reason()
                                .map(reason -> " (" + reason.label() + ")")
                                .orElse("");
        int others = notification.affected().count();
        String more = others == 0 ? "" : others == 1 ? ", and 1 other" : ", and " + others + " others";
        return new Conversation(id, Line.of(notification.origin().service() + ": " + what + more, LONGEST_SUBJECT));
    }

    /** The id of a letter: the same when it is sent again, so that far sides can tell. */
    static String id(AlertNotification notification, String delivery, String domain) {
        return "<" + hash(notification.key()) + "." + hash(delivery) + "@" + domain + ">";
    }

    private static String hash(String text) {
        return UUID.nameUUIDFromBytes(text.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    String reference() {
        String all = id + " " + subject;
        return all.length() > LONGEST_REFERENCE ? id : all;
    }
}
