package io.github.vitals.health.endpoint;

import io.github.vitals.health.HealthTransition.Subject;
import io.github.vitals.health.history.HistoryKey;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What is asked of the history: of which check or group, and what of it. */
record HistoryQuestion(HistoryKey key, View view) {
    static final String CHECK = "check";
    static final String GROUP = "group";

    /** What can be looked at; all but the first are named at the end of a path. */
    enum View {
        BUCKETS,
        UPTIME,
        TRANSITIONS,
        INCIDENTS;

        static Optional<View> named(String label) {
            for (View view : values()) {
                if (view != BUCKETS && view.label().equals(label)) {
                    return Optional.of(view);
                }
            }
            return Optional.empty();
        }

        String label() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** Whether it is counted in full steps of time; the others are what happened at any moment. */
        boolean inSteps() {
            return this == BUCKETS || this == UPTIME;
        }
    }

    /**
     * From what follows {@code /health/history}: {@code /check/{name}}, {@code /group/{name}} or, for a check, {@code
     * /{name}}, with or without a view behind it. Empty if it is none of these.
     */
    static Optional<HistoryQuestion> of(String rest) {
        List<String> parts = List.of(rest.substring(1).split("/", -1));
        boolean named =
                parts.size() > 1 && (parts.get(0).equals(CHECK) || parts.get(0).equals(GROUP));
        Subject subject = named && parts.get(0).equals(GROUP) ? Subject.GROUP : Subject.CHECK;
        List<String> nameAndView = named ? parts.subList(1, parts.size()) : parts;
        HistoryKey key = new HistoryKey(subject, nameAndView.get(0));
        return switch (nameAndView.size()) {
            case 1 -> Optional.of(new HistoryQuestion(key, View.BUCKETS));
            case 2 -> View.named(nameAndView.get(1)).map(view -> new HistoryQuestion(key, view));
            default -> Optional.empty();
        };
    }

    /** The path of a key, below {@code /health/history/}: names need no escaping. */
    static String path(HistoryKey key) {
        return word(key) + "/" + key.name();
    }

    static String word(HistoryKey key) {
        return key.subject() == Subject.GROUP ? GROUP : CHECK;
    }
}
