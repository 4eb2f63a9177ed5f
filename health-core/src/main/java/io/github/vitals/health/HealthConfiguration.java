package io.github.vitals.health;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a deployment says about checks, over what the code says: policies changed and checks switched off without a new
 * build.
 *
 * <p>Keys are {@code vitals.health.check.<name>.<option>} for one check and {@code vitals.health.default.<option>} for
 * all; a check's own key counts before that, whichever source they come from. {@code vitals.health.deadline} and
 * {@code vitals.health.threads} are for the registry. The options are those of {@link CheckPolicyBuilder}, written
 * {@code period}, {@code jitter}, {@code timeout}, {@code confirm}, {@code failure-threshold} ({@code 3} or
 * {@code 3/5}), {@code success-threshold}, {@code down-period} ({@code 1m} or {@code 1m after 10m}), {@code max-age},
 * {@code stale-after}, {@code critical}, {@code groups}, {@code depends-on} (for one check only), {@code tags} and
 * {@code enabled}. Durations are written {@code 500ms}, {@code 1s}, {@code 2m}, {@code 1h}, {@code 1d} or as ISO 8601
 * has them; lists have commas.
 *
 * <p>In the environment a key is written in upper case, with {@code _} for everything that is no letter or digit:
 * {@code VITALS_HEALTH_CHECK_ORDERS_DB_TIMEOUT}.
 *
 * <pre>{@code
 * HealthRegistry health = HealthRegistry.builder()
 *         .configuration(HealthConfiguration.system())
 *         .check("orders-db", ordersDb)
 *         .start();
 * }</pre>
 *
 * <p>Keys that begin with {@code vitals.health.alerts.} are for the module {@code health-alerts}, see
 * {@link #section(String)}.
 *
 * <p>Settings are read when the instance is made, and understood when the registry is. Keys that do not begin with
 * {@code vitals.health.} are left alone.
 *
 * <p>Immutable.
 */
public final class HealthConfiguration {
    static final HealthConfiguration NONE = new HealthConfiguration(List.of(), Set.of());

    private static final String FILE = ResolvedSettings.PREFIX + "config";
    private static final String FILE_VARIABLE = ResolvedSettings.VARIABLE_PREFIX + "CONFIG";

    private final List<Setting> settings;
    private final Set<String> later;

    private HealthConfiguration(List<Setting> settings, Set<String> later) {
        this.settings = List.copyOf(settings);
        this.later = Set.copyOf(later);
    }

    /**
     * Reads the system properties, over the environment, over the file that {@code vitals.health.config} or
     * {@code VITALS_HEALTH_CONFIG} names, if one does.
     *
     * @return the settings found now; what changes afterwards is not seen
     * @throws IllegalArgumentException if the file cannot be read
     */
    public static HealthConfiguration system() {
        return system(System.getProperties(), System.getenv());
    }

    static HealthConfiguration system(Properties properties, Map<String, String> environment) {
        Map<String, String> named = new TreeMap<>();
        for (String key : properties.stringPropertyNames()) {
            named.put(key, properties.getProperty(key));
        }
        Setting property = file(named.remove(FILE), FILE, "system property");
        Map<String, String> variables = new TreeMap<>(environment);
        Setting variable = file(variables.remove(FILE_VARIABLE), FILE_VARIABLE, "environment");
        HealthConfiguration system = of(named, "system property").over(variables(variables));
        Setting file = property == null ? variable : property;
        return file == null ? system : system.over(file(file));
    }

    /**
     * Takes settings from a map.
     *
     * @param settings keys as they stand in a properties file; those that do not begin with {@code vitals.health.} are
     *     left alone
     * @param source where they come from, to tell a person what to mend
     * @return the settings
     */
    public static HealthConfiguration of(Map<String, String> settings, String source) {
        Arguments.requireNonNull("source", source);
        List<Setting> all = new ArrayList<>();
        Arguments.requireNonNull("settings", settings)
                .forEach((key, value) -> all.add(
                        new Setting(key, Arguments.requireNonNull(key, value).strip(), source, false)));
        return ofOurs(all, ResolvedSettings.PREFIX);
    }

    /**
     * Reads a properties file.
     *
     * @param path a file in UTF-8, in the format of {@link Properties}
     * @return the settings; errors name the file and the line
     * @throws IllegalArgumentException if the file cannot be read
     */
    public static HealthConfiguration file(Path path) {
        return file(new Setting("path", String.valueOf(Arguments.requireNonNull("path", path)), "the caller", false));
    }

    /**
     * Combines settings.
     *
     * @param other what counts where this says nothing
     * @return these settings over the other ones
     */
    public HealthConfiguration over(HealthConfiguration other) {
        List<Setting> both = new ArrayList<>(settings);
        both.addAll(Arguments.requireNonNull("other", other).settings);
        Set<String> names = new LinkedHashSet<>(later);
        names.addAll(other.later);
        return new HealthConfiguration(both, names);
    }

    /**
     * Announces checks that are added while the registry is in use, so that keys about them are no faults before.
     *
     * @param names of checks
     * @return a copy that knows these names too
     * @throws IllegalArgumentException if a name is not valid
     */
    public HealthConfiguration withLater(String... names) {
        Set<String> all = new LinkedHashSet<>(later);
        for (String name : Arguments.requireNonNull("names", names)) {
            all.add(Arguments.requireName("names", name));
        }
        return new HealthConfiguration(settings, all);
    }

    /**
     * Hands out the keys that are not for checks or the registry but for another module, to be read by it.
     *
     * @param name {@code alerts}, for the keys that begin with {@code vitals.health.alerts.}
     * @return a section that nothing was asked of yet
     * @throws IllegalArgumentException if there is no such section
     */
    public ConfigurationSection section(String name) {
        if (!ResolvedSettings.SECTIONS.contains(Arguments.requireNonNull("name", name))) {
            throw Arguments.invalid("name", name, "one of " + ResolvedSettings.SECTIONS);
        }
        return new ConfigurationSection(name, settings);
    }

    List<Setting> settings() {
        return settings;
    }

    Set<String> later() {
        return later;
    }

    private static @Nullable Setting file(@Nullable String path, String key, String source) {
        return path == null || path.isBlank() ? null : new Setting(key, path.strip(), source, false);
    }

    private static HealthConfiguration file(Setting path) {
        try {
            return ofOurs(PropertiesFile.read(Path.of(path.value())), ResolvedSettings.PREFIX);
        } catch (IOException | InvalidPathException unreadable) {
            throw new IllegalArgumentException(
                    path + " (expected: a properties file that can be read; " + Texts.describe(unreadable) + "), from "
                            + path.source(),
                    unreadable);
        }
    }

    private static HealthConfiguration variables(Map<String, String> environment) {
        List<Setting> all = new ArrayList<>();
        environment.forEach((key, value) -> all.add(new Setting(key, value.strip(), "environment", true)));
        return ofOurs(all, ResolvedSettings.VARIABLE_PREFIX);
    }

    private static HealthConfiguration ofOurs(List<Setting> settings, String prefix) {
        return new HealthConfiguration(
                settings.stream()
                        .filter(setting -> setting.key().startsWith(prefix))
                        .toList(),
                Set.of());
    }
}
