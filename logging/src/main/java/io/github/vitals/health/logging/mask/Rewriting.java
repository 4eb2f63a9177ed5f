package io.github.vitals.health.logging.mask;

import io.github.vitals.health.Secrets;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text, and what is written of it so far. Not thread-safe; for one text. */
final class Rewriting {
    private static final int LONGEST_GAP = 3;

    final String text;
    private final Set<MaskKind> wanted;
    private final MaskCounts counts;
    private @Nullable StringBuilder out;
    private int taken;

    Rewriting(String text, Set<MaskKind> wanted, MaskCounts counts) {
        this.text = text;
        this.wanted = wanted;
        this.counts = counts;
    }

    boolean wanted(MaskKind kind) {
        return wanted.contains(kind);
    }

    /** Up to where the text was taken over or replaced. */
    int taken() {
        return taken;
    }

    /** Writes the mask in place of a part, behind all that is taken; where that ends. */
    int hide(MaskKind kind, int from, int to) {
        StringBuilder result = out == null ? new StringBuilder(text.length()) : out;
        out = result;
        result.append(text, taken, from).append(Secrets.MASK);
        taken = to;
        counts.add(kind);
        return to;
    }

    /** The same text if nothing was hidden. */
    String result() {
        return out == null ? text : out.append(text, taken, text.length()).toString();
    }

    /** A line break where there is none. */
    char charAt(int i) {
        return i >= 0 && i < text.length() ? text.charAt(i) : '\n';
    }

    /** Where a gap of blanks that starts here ends, if it is as short as those between a name and its value. */
    int afterGap(int start) {
        int i = start;
        while (i - start < LONGEST_GAP && i < text.length() && Characters.blank(text.charAt(i))) {
            i++;
        }
        return i;
    }

    /** Where a gap of blanks that ends here starts, behind all that is taken. */
    int beforeGap(int end) {
        int i = end;
        while (end - i < LONGEST_GAP && i > taken && Characters.blank(text.charAt(i - 1))) {
            i--;
        }
        return i;
    }
}
