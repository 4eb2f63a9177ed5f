package io.github.vitals.health.logging.correlation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Which request ids of strangers are taken: what cannot break a line of a log, nor of HTTP. */
final class RequestIds {
    private static final int LONGEST = 128;
    private static final String MARKS = "-._~:/+=@";

    private RequestIds() {}

    /** The one that was sent, if it is one and sane, else a new one. */
    static String of(List<String> sent) {
        return sent.size() == 1 && sane(sent.get(0)) ? sent.get(0) : Hex.random() + Hex.random();
    }

    static boolean sane(@Nullable String id) {
        return id != null
                && !id.isEmpty()
                && id.length() <= LONGEST
                && id.chars().allMatch(RequestIds::safe);
    }

    private static boolean safe(int c) {
        return (c < 128 && Character.isLetterOrDigit(c)) || MARKS.indexOf(c) >= 0;
    }
}
