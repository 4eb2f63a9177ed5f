package io.github.vitals.health;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Something that a setting can change: its name as it stands in a key, and what a value does to a builder.
 *
 * @param timing whether it is a duration, which is judged together with the others
 */
record Option<B>(String name, boolean timing, BiConsumer<B, String> change) {
    static final Option<CheckPolicyBuilder> GROUPS = new Option<>("groups", false, Option::groups);
    static final Option<CheckPolicyBuilder> DEPENDS_ON =
            new Option<>("depends-on", false, (policy, text) -> policy.dependsOn(SettingValues.words(text)));
    static final Option<CheckPolicyBuilder> ENABLED =
            new Option<>("enabled", false, (policy, text) -> policy.enabled(SettingValues.truth(text)));

    static final List<Option<CheckPolicyBuilder>> OF_POLICY = List.of(
            new Option<>("period", true, (policy, text) -> policy.period(SettingValues.duration(text))),
            new Option<>("jitter", false, (policy, text) -> policy.jitter(SettingValues.fraction(text))),
            new Option<>("timeout", true, (policy, text) -> policy.timeout(SettingValues.duration(text))),
            new Option<>("confirm", true, (policy, text) -> policy.confirm(SettingValues.duration(text))),
            new Option<>("failure-threshold", false, threshold(CheckPolicyBuilder::failureThreshold)),
            new Option<>("success-threshold", false, threshold(CheckPolicyBuilder::successThreshold)),
            new Option<>("down-period", true, Option::downPeriod),
            new Option<>("max-age", true, (policy, text) -> policy.maxAge(SettingValues.duration(text))),
            new Option<>("stale-after", true, (policy, text) -> policy.staleAfter(SettingValues.duration(text))),
            new Option<>("critical", false, (policy, text) -> policy.critical(SettingValues.truth(text))),
            GROUPS,
            DEPENDS_ON,
            new Option<>("tags", false, (policy, text) -> policy.tags(SettingValues.words(text))),
            ENABLED);

    /** What can be said of all checks; that all depend on one would be a circle. */
    static final List<Option<CheckPolicyBuilder>> OF_EVERY_POLICY =
            OF_POLICY.stream().filter(option -> !option.equals(DEPENDS_ON)).toList();

    static final List<Option<HealthRegistryBuilder>> OF_REGISTRY = List.of(
            new Option<>("deadline", true, (registry, text) -> registry.deadline(SettingValues.duration(text))),
            new Option<>(
                    "threads",
                    false,
                    (registry, text) -> registry.threads(SettingValues.whole(text, "a whole number, at least 1"))));

    private static final Pattern NOT_IN_VARIABLES = Pattern.compile("[^A-Z0-9]");
    private static final Pattern AFTER = Pattern.compile(" +after +");

    /** The form that a part of a key has in an environment variable. */
    static String variable(String part) {
        return NOT_IN_VARIABLES.matcher(part.toUpperCase(Locale.ROOT)).replaceAll("_");
    }

    String variable() {
        return variable(name);
    }

    static <B> @Nullable Option<B> find(List<Option<B>> options, String name, boolean variable) {
        for (Option<B> option : options) {
            if (name.equals(variable ? option.variable() : option.name)) {
                return option;
            }
        }
        return null;
    }

    static String names(Collection<? extends Option<?>> options, boolean variable) {
        return options.stream()
                .map(option -> variable ? option.variable() : option.name())
                .toList()
                .toString();
    }

    private static void groups(CheckPolicyBuilder policy, String text) {
        String[] words = SettingValues.words(text);
        HealthGroup[] groups = new HealthGroup[words.length];
        for (int i = 0; i < words.length; i++) {
            groups[i] = HealthGroup.of(words[i]);
        }
        policy.groups(groups);
    }

    private static void downPeriod(CheckPolicyBuilder policy, String text) {
        String[] parts = AFTER.split(text, 2);
        if (parts.length == 1) {
            policy.downPeriod(SettingValues.duration(text));
        } else {
            policy.downPeriod(SettingValues.duration(parts[0]), SettingValues.duration(parts[1]));
        }
    }

    private static BiConsumer<CheckPolicyBuilder, String> threshold(Threshold threshold) {
        String expected = "a number such as 3, or 3/5 for 3 of the last 5";
        return (policy, text) -> {
            int slash = text.indexOf('/');
            int count = SettingValues.whole(slash < 0 ? text : text.substring(0, slash), expected);
            int window = slash < 0 ? count : SettingValues.whole(text.substring(slash + 1), expected);
            threshold.set(policy, count, window);
        };
    }

    private interface Threshold {
        CheckPolicyBuilder set(CheckPolicyBuilder policy, int count, int ofLast);
    }
}
