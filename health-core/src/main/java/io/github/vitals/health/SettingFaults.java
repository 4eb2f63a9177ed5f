package io.github.vitals.health;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with the settings, gathered so that whoever mends them sees everything at once. */
final class SettingFaults {
    private static final String EXPECTED = " (expected: ";

    // A set: a bad value for all checks is one fault, however many checks there are.
    private final Set<String> lines = new LinkedHashSet<>();

    /** A key that means nothing here. */
    void unknown(Setting setting, String expected) {
        lines.add(setting.guarded() + EXPECTED + expected + "), from " + setting.source());
    }

    /** A key or value of which nobody can tell whether it is a secret. */
    void hidden(Setting setting, String expected) {
        lines.add(
                Texts.safe(setting.key()) + ": " + Secrets.MASK + EXPECTED + expected + "), from " + setting.source());
    }

    /** Anything else that is wrong. */
    void other(String key, String what) {
        lines.add(Texts.safe(key) + ": " + Texts.safe(what).replace('\n', ' '));
    }

    /** A value that is refused, for the reason its parser or the policy gave. */
    void refused(Setting setting, IllegalArgumentException why) {
        refused(setting, expectation(why));
    }

    /** A value that is refused. */
    void refused(Setting setting, String expected) {
        lines.add(setting + EXPECTED + expected + "), from " + setting.source());
    }

    /** Values that are good each for itself, and do not go together or with what the code says. */
    void refused(String check, Collection<Setting> settings, IllegalArgumentException why) {
        List<String> causes = settings.stream()
                .map(setting -> setting + ", from " + setting.source())
                .toList();
        lines.add(String.join("; ", causes) + ": with it the policy of " + check + " has " + why.getMessage());
    }

    void throwIfAny() {
        if (!lines.isEmpty()) {
            String count = lines.size() == 1 ? "1 fault" : lines.size() + " faults";
            throw new IllegalArgumentException("configuration: " + count + "\n- " + String.join("\n- ", lines));
        }
    }

    static String expectation(IllegalArgumentException why) {
        String message = String.valueOf(why.getMessage());
        int start = message.lastIndexOf(EXPECTED);
        return start < 0 ? message : message.substring(start + EXPECTED.length(), message.length() - 1);
    }
}
