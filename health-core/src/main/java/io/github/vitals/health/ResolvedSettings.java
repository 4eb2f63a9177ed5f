package io.github.vitals.health;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which setting says what about which check. The first one that says something about it counts. */
final class ResolvedSettings {
    static final String PREFIX = "vitals.health.";
    static final String VARIABLE_PREFIX = "VITALS_HEALTH_";

    /** What other modules understand, each for itself: no key of theirs is a fault here. */
    static final Set<String> SECTIONS = Set.of("alerts");

    private final Set<String> names;
    private final Map<String, Set<String>> namesByVariable;
    private final SettingFaults faults;
    private final Map<Option<HealthRegistryBuilder>, Setting> registry = new LinkedHashMap<>();
    private final Map<Option<CheckPolicyBuilder>, Setting> every = new LinkedHashMap<>();
    private final Map<String, Map<Option<CheckPolicyBuilder>, Setting>> own = new LinkedHashMap<>();

    /** The names are those of all checks there may be. */
    ResolvedSettings(
            List<Setting> settings, Set<String> names, Map<String, Set<String>> namesByVariable, SettingFaults faults) {
        this.names = names;
        this.namesByVariable = namesByVariable;
        this.faults = faults;
        for (Setting setting : settings) {
            add(setting);
        }
    }

    Map<Option<HealthRegistryBuilder>, Setting> ofRegistry() {
        return registry;
    }

    /** What applies to one check: what is said of all, and over that what is said of it. */
    Map<Option<CheckPolicyBuilder>, Setting> of(String check) {
        Map<Option<CheckPolicyBuilder>, Setting> all = new LinkedHashMap<>(every);
        all.putAll(own.getOrDefault(check, Map.of()));
        return all;
    }

    private void add(Setting setting) {
        boolean variable = setting.variable();
        String key = setting.key().substring((variable ? VARIABLE_PREFIX : PREFIX).length());
        Option<HealthRegistryBuilder> option = Option.find(Option.OF_REGISTRY, key, variable);
        String forEvery = variable ? "DEFAULT_" : "default.";
        String forOne = variable ? "CHECK_" : "check.";
        if (option != null) {
            registry.putIfAbsent(option, setting);
        } else if (key.startsWith(forEvery)) {
            addForEvery(setting, key.substring(forEvery.length()));
        } else if (!key.startsWith(forOne)) {
            addUnknown(setting);
        } else if (variable) {
            addVariable(setting, key.substring(forOne.length()));
        } else {
            addForOne(setting, key.substring(forOne.length()));
        }
    }

    /** A variable that merely begins like ours may be anyone's: that of a Kubernetes service named vitals-health, say. */
    private void addUnknown(Setting setting) {
        String key = setting.key();
        boolean section = SECTIONS.stream().anyMatch(name -> key.startsWith(PREFIX + name + "."));
        if (!setting.variable() && !section) {
            faults.unknown(
                    setting,
                    "check.<name>.<option>, default.<option> or one of " + Option.names(Option.OF_REGISTRY, false)
                            + " after " + PREFIX);
        }
    }

    private void addForEvery(Setting setting, String name) {
        Option<CheckPolicyBuilder> option = Option.find(Option.OF_EVERY_POLICY, name, setting.variable());
        if (option == null) {
            faults.unknown(setting, anOption(Option.OF_EVERY_POLICY, setting));
        } else {
            every.putIfAbsent(option, setting);
        }
    }

    private void addForOne(Setting setting, String nameAndOption) {
        int dot = nameAndOption.lastIndexOf('.');
        String name = nameAndOption.substring(0, Math.max(0, dot));
        Option<CheckPolicyBuilder> option = Option.find(Option.OF_POLICY, nameAndOption.substring(dot + 1), false);
        if (!names.contains(name)) {
            faults.unknown(setting, "a check that is registered, one of " + names);
        } else if (option == null) {
            faults.unknown(setting, anOption(Option.OF_POLICY, setting));
        } else {
            put(name, option, setting);
        }
    }

    /** The name of a variable does not say where the check's name ends, so every way to read it is looked at. */
    private void addVariable(Setting setting, String nameAndOption) {
        List<String> readings = new ArrayList<>();
        String check = "";
        @Nullable Option<CheckPolicyBuilder> found = null;
        for (Option<CheckPolicyBuilder> option : Option.OF_POLICY) {
            String ending = '_' + option.variable();
            if (nameAndOption.endsWith(ending)) {
                String name = nameAndOption.substring(0, nameAndOption.length() - ending.length());
                for (String each : namesByVariable.getOrDefault(name, Set.of())) {
                    readings.add(option.name() + " of " + each);
                    check = each;
                    found = option;
                }
            }
        }
        if (found == null) {
            faults.unknown(
                    setting,
                    "<CHECK>_<OPTION> with a check that is registered, one of " + namesByVariable.keySet() + ", and "
                            + anOption(Option.OF_POLICY, setting));
        } else if (readings.size() > 1) {
            faults.refused(setting, "one meaning, not " + String.join(" or ", readings));
        } else {
            put(check, found, setting);
        }
    }

    private void put(String check, Option<CheckPolicyBuilder> option, Setting setting) {
        own.computeIfAbsent(check, name -> new LinkedHashMap<>()).putIfAbsent(option, setting);
    }

    private static String anOption(List<Option<CheckPolicyBuilder>> options, Setting setting) {
        return "an option, one of " + Option.names(options, setting.variable());
    }
}
