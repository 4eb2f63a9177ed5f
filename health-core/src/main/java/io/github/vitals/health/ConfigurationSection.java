package io.github.vitals.health;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The part of a configuration that another module understands, for example the keys that begin with
 * {@code vitals.health.alerts.}. Whoever reads it asks for every key that it knows, without that beginning:
 * {@code window} for {@code vitals.health.alerts.window}, or {@code VITALS_HEALTH_ALERTS_WINDOW} in the environment.
 *
 * <p>Nothing is ignored, and everything is told at once: what is wrong with a value, what is missing, and in the end every
 * key that was there and was not asked for, are faults, which {@link #throwIfFaulty()} puts in one exception. Values of
 * {@linkplain #secret secrets}, and of keys that nobody asked for, are not in it.
 *
 * <pre>{@code
 * ConfigurationSection alerts = HealthConfiguration.system().section("alerts");
 * Optional<Duration> window = alerts.value("window", ConfigurationSection::duration);
 * alerts.throwIfFaulty();
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class ConfigurationSection {
    private static final String DOT = ".";
    private static final String UNDERSCORE = "_";

    /** What a Kubernetes service that is named like us puts into the environment. */
    private static final Pattern OF_KUBERNETES = Pattern.compile("SERVICE_HOST|SERVICE_PORT(_.*)?|PORT(_.*)?");

    private final String prefix;
    private final String variablePrefix;
    private final List<Setting> settings;
    private final Set<String> asked = new TreeSet<>();
    private final Map<String, Set<String>> askedByVariable = new TreeMap<>();
    private final Set<String> secrets = new HashSet<>();
    private final Set<String> forgiven = new HashSet<>();
    private final SettingFaults faults = new SettingFaults();

    ConfigurationSection(String name, List<Setting> all) {
        this.prefix = ResolvedSettings.PREFIX + name + DOT;
        this.variablePrefix = ResolvedSettings.VARIABLE_PREFIX + Option.variable(name) + UNDERSCORE;
        this.settings = all.stream()
                .filter(setting -> setting.key().startsWith(setting.variable() ? variablePrefix : prefix))
                .toList();
    }

    /**
     * Asks for a text.
     *
     * @param key without the beginning that all keys of this section have
     * @return empty if it is not set
     */
    public Optional<String> text(String key) {
        return find(key).map(Setting::value);
    }

    /**
     * Asks for a text that is in no error, whatever is wrong with it.
     *
     * @param key without the beginning that all keys of this section have
     * @return empty if it is not set
     */
    public Optional<String> secret(String key) {
        secrets.add(key);
        return text(key);
    }

    /**
     * Asks for a value.
     *
     * @param <T> its type
     * @param key without the beginning that all keys of this section have
     * @param reader makes a value of a text, or throws an {@link IllegalArgumentException} that ends in what it expected,
     *     for example {@link #duration(String)}
     * @return empty if it is not set, or at fault
     */
    public <T> Optional<T> value(String key, Function<String, T> reader) {
        Optional<String> text = text(key);
        try {
            return text.map(reader);
        } catch (IllegalArgumentException refused) {
            refuse(key, refused);
            return Optional.empty();
        }
    }

    /**
     * Asks for all keys that begin with one, and a dot.
     *
     * @param key without the beginning that all keys of this section have
     * @return the texts by what follows the dot; of an environment variable that is in lower case, with {@code -} for
     *     {@code _}
     */
    public Map<String, String> each(String key) {
        Map<String, String> texts = new TreeMap<>();
        for (Setting setting : settings) {
            String name = shortened(setting);
            String beginning = setting.variable() ? Option.variable(key) + UNDERSCORE : key + DOT;
            if (name.startsWith(beginning) && name.length() > beginning.length()) {
                String rest = name.substring(beginning.length());
                String last = setting.variable() ? rest.toLowerCase(Locale.ROOT).replace('_', '-') : rest;
                texts.putIfAbsent(last, setting.value());
                asked.add(key + DOT + last);
                askedByVariable
                        .computeIfAbsent(Option.variable(key + DOT + last), variable -> new TreeSet<>())
                        .add(key + DOT + last);
            }
        }
        return texts;
    }

    /**
     * Finds fault with a value.
     *
     * @param key of a value that was asked for
     * @param why its text ends in what was expected
     */
    public void refuse(String key, IllegalArgumentException why) {
        Optional<Setting> setting = find(key);
        if (setting.isEmpty()) {
            fault(key, String.valueOf(why.getMessage()));
        } else if (secrets.contains(key)) {
            faults.hidden(setting.get(), SettingFaults.expectation(why));
        } else {
            faults.refused(setting.get(), why);
        }
    }

    /**
     * Finds fault with a key that is not there.
     *
     * @param key without the beginning that all keys of this section have
     * @param expected what is to be there, for example {@code a channel's kind}
     */
    public void missing(String key, String expected) {
        fault(key, "not set (expected: " + expected + ")");
    }

    /**
     * Finds fault with several keys together.
     *
     * @param key what they have in common
     * @param what is wrong
     */
    public void fault(String key, String what) {
        faults.other(prefix + key, what);
    }

    /**
     * Finds no fault with keys that were not asked for, for example because what would have asked for them could not be
     * made.
     *
     * @param key what they begin with, before a dot
     */
    public void forgive(String key) {
        forgiven.add(key);
    }

    /**
     * Ends the reading: fails if there is any fault, keys that were not asked for among them.
     *
     * @throws IllegalArgumentException if so; its text has a line for each fault
     */
    public void throwIfFaulty() {
        for (Setting setting : settings) {
            String name = shortened(setting);
            Set<String> meanings = setting.variable() ? askedByVariable.getOrDefault(name, Set.of()) : Set.of();
            if (meanings.size() > 1) {
                faults.hidden(setting, "one meaning, not " + String.join(" or ", meanings));
            } else if (isUnknown(setting, name)) {
                faults.hidden(setting, expected(setting, name));
            }
        }
        faults.throwIfAny();
    }

    /**
     * Reads a duration as all keys have them.
     *
     * @param text {@code 500ms}, {@code 1s}, {@code 2m}, {@code 1h}, {@code 1d} or as ISO 8601 has it
     * @return the duration
     * @throws IllegalArgumentException if it is none
     */
    public static Duration duration(String text) {
        return SettingValues.duration(text);
    }

    /**
     * Reads a yes or no as all keys have them.
     *
     * @param text {@code true} or {@code false}
     * @return which
     * @throws IllegalArgumentException if it is neither
     */
    public static boolean truth(String text) {
        return SettingValues.truth(text);
    }

    /**
     * Reads a whole number.
     *
     * @param text decimal digits
     * @return the number
     * @throws IllegalArgumentException if it is none
     */
    public static int whole(String text) {
        return SettingValues.whole(text, "a whole number");
    }

    /**
     * Reads words with commas.
     *
     * @param text possibly empty, which is no word
     * @return the words in their order, without the white space around them
     */
    public static List<String> words(String text) {
        return List.of(SettingValues.words(text));
    }

    private Optional<Setting> find(String key) {
        String variable = Option.variable(Arguments.requireNonNull("key", key));
        asked.add(key);
        askedByVariable.computeIfAbsent(variable, name -> new TreeSet<>()).add(key);
        return settings.stream()
                .filter(setting -> shortened(setting).equals(setting.variable() ? variable : key))
                .findFirst();
    }

    private boolean isUnknown(Setting setting, String name) {
        if (setting.variable()) {
            return !askedByVariable.containsKey(name)
                    && !OF_KUBERNETES.matcher(name).matches()
                    && forgiven.stream().noneMatch(key -> name.startsWith(Option.variable(key) + UNDERSCORE));
        }
        return !asked.contains(name) && forgiven.stream().noneMatch(key -> name.startsWith(key + DOT));
    }

    /** What could stand there: whatever was asked for that begins with as much of it as anything does. */
    private String expected(Setting setting, String name) {
        String separator = setting.variable() ? UNDERSCORE : DOT;
        Set<String> known = setting.variable() ? askedByVariable.keySet() : asked;
        String beginning = name;
        List<String> rest = List.of();
        while (rest.isEmpty() && !beginning.isEmpty()) {
            int end = beginning.lastIndexOf(separator, beginning.length() - 2);
            beginning = end < 0 ? "" : beginning.substring(0, end + 1);
            rest = rest(known, beginning, separator);
        }
        String all = (setting.variable() ? variablePrefix : prefix) + beginning;
        return rest.isEmpty() ? "nothing" : "one of " + rest + " after " + all;
    }

    private static List<String> rest(Set<String> known, String beginning, String separator) {
        return known.stream()
                .filter(key -> key.startsWith(beginning))
                .map(key -> key.substring(beginning.length()))
                .map(key -> separator.equals(DOT) && key.contains(DOT) ? key.substring(0, key.indexOf(DOT)) : key)
                .distinct()
                .toList();
    }

    private String shortened(Setting setting) {
        return setting.key().substring((setting.variable() ? variablePrefix : prefix).length());
    }
}
