package io.github.vitals.health.logging.correlation;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * What others keep in {@code tracestate}: passed on as it came if it follows the standard, else not at all (W3C Trace
 * Context, 3.3).
 */
final class Tracestate {
    private static final int MOST_MEMBERS = 32;
    private static final int MOST_CHARACTERS = 512;
    private static final int LONG_MEMBER = 128;

    /** Level 2's key, which includes level 1's; and a value that does not end in a space. */
    private static final Pattern MEMBER =
            Pattern.compile("[a-z0-9][a-z0-9_\\-*/@]{0,255}=[ -+\\--<>-~]{0,255}[!-+\\--<>-~]");

    private Tracestate() {}

    /** All values of the header, in their order; empty if there is nothing to pass on. */
    static String of(List<String> values) {
        String combined = String.join(",", values);
        List<String> members = members(combined);
        if (members.isEmpty()
                || members.size() > MOST_MEMBERS
                || !members.stream().allMatch(member -> MEMBER.matcher(member).matches())) {
            return "";
        }
        return combined.length() <= MOST_CHARACTERS ? combined : shortened(members);
    }

    private static List<String> members(String combined) {
        List<String> members = new ArrayList<>();
        int from = 0;
        while (from <= combined.length() && members.size() <= MOST_MEMBERS) {
            int comma = combined.indexOf(',', from);
            int end = comma < 0 ? combined.length() : comma;
            String member = trimmed(combined.substring(from, end));
            if (!member.isEmpty()) {
                members.add(member);
            }
            from = end + 1;
        }
        return members;
    }

    /** Without the white space that a list may have between its members; other control characters stay, and are refused. */
    private static String trimmed(String member) {
        int from = 0;
        int to = member.length();
        while (from < to && blank(member.charAt(from))) {
            from++;
        }
        while (to > from && blank(member.charAt(to - 1))) {
            to--;
        }
        return member.substring(from, to);
    }

    private static boolean blank(char c) {
        return c == ' ' || c == '\t';
    }

    /** Whole members go: first the long ones, then those at the end, which are the oldest. */
    private static String shortened(List<String> members) {
        List<String> kept = new ArrayList<>(members);
        for (int i = kept.size() - 1; i >= 0 && tooLong(kept); i--) {
            if (kept.get(i).length() > LONG_MEMBER) {
                kept.remove(i);
            }
        }
        while (tooLong(kept)) {
            kept.remove(kept.size() - 1);
        }
        return String.join(",", kept);
    }

    private static boolean tooLong(List<String> members) {
        return String.join(",", members).length() > MOST_CHARACTERS;
    }
}
