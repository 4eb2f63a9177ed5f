package io.github.vitals.health;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Makes of the checks as they were handed in those that are registered: with what the configuration says over what the
 * code says, and without those that are switched off. Thread-safe.
 */
final class Overrides {
    private static final Logger log = LoggerFactory.getLogger(HealthRegistry.class);

    private final List<Setting> settings;
    private final Set<HealthGroup> groups;
    private final Set<String> names = new TreeSet<>();
    private final Map<String, Set<String>> namesByVariable = new TreeMap<>();
    private final Set<String> switchedOff = new HashSet<>();

    Overrides(HealthConfiguration configuration, Set<HealthGroup> groups) {
        this.settings = configuration.settings();
        this.groups = new LinkedHashSet<>(groups);
        for (String name : configuration.later()) {
            know(name);
        }
    }

    /** Applies the settings to a registry that is about to be made, and to its checks; all faults are in one exception. */
    synchronized List<Registration> apply(HealthRegistryBuilder registry, Collection<Registration> checks) {
        for (Registration check : checks) {
            know(check.name());
        }
        SettingFaults faults = new SettingFaults();
        ResolvedSettings resolved = new ResolvedSettings(settings, names, namesByVariable, faults);
        change(registry, resolved.ofRegistry(), faults);
        List<Registration> configured = new ArrayList<>();
        for (Registration check : checks) {
            configured.add(configured(check, resolved.of(check.name()), faults));
        }
        faults.throwIfAny();
        for (Registration check : configured) {
            switchOff(check, resolved);
        }
        List<Registration> left = new ArrayList<>();
        for (Registration check : configured) {
            if (check.policy().enabled()) {
                left.add(withoutTheSwitchedOff(check));
            }
        }
        return left;
    }

    /** Applies the settings to a check that comes later; empty if it is switched off. */
    synchronized Optional<Registration> apply(Registration check) {
        boolean known = names.contains(check.name());
        know(check.name());
        try {
            SettingFaults faults = new SettingFaults();
            ResolvedSettings resolved = new ResolvedSettings(settings, names, namesByVariable, faults);
            Registration configured = configured(check, resolved.of(check.name()), faults);
            faults.throwIfAny();
            switchOff(configured, resolved);
            return Optional.of(configured)
                    .filter(each -> each.policy().enabled())
                    .map(this::withoutTheSwitchedOff);
        } catch (IllegalArgumentException refused) {
            if (!known) {
                forget(check.name());
            }
            throw refused;
        }
    }

    private void know(String name) {
        names.add(name);
        if (settings.isEmpty()) {
            return;
        }
        namesByVariable
                .computeIfAbsent(Option.variable(name), variable -> new TreeSet<>())
                .add(name);
    }

    private void forget(String name) {
        names.remove(name);
        if (!settings.isEmpty()) {
            namesByVariable.getOrDefault(Option.variable(name), Set.of()).remove(name);
        }
    }

    private Registration configured(
            Registration check, Map<Option<CheckPolicyBuilder>, Setting> changes, SettingFaults faults) {
        if (changes.isEmpty()) {
            return check;
        }
        CheckPolicyBuilder policy = check.policy().toBuilder();
        if (!change(policy, changes, faults)) {
            return check;
        }
        CheckPolicy built = build(check.name(), policy, changes, faults);
        return built == null ? check : registration(check, built, changes, faults);
    }

    private static <B> boolean change(B builder, Map<Option<B>, Setting> changes, SettingFaults faults) {
        boolean good = true;
        for (Map.Entry<Option<B>, Setting> change : changes.entrySet()) {
            try {
                change.getKey().change().accept(builder, change.getValue().value());
            } catch (IllegalArgumentException refused) {
                faults.refused(change.getValue(), refused);
                good = false;
            }
        }
        return good;
    }

    private static @Nullable CheckPolicy build(
            String check,
            CheckPolicyBuilder policy,
            Map<Option<CheckPolicyBuilder>, Setting> changes,
            SettingFaults faults) {
        try {
            return policy.build();
        } catch (IllegalArgumentException refused) {
            List<Setting> timing = changes.entrySet().stream()
                    .filter(change -> change.getKey().timing())
                    .map(Map.Entry::getValue)
                    .toList();
            faults.refused(check, timing, refused);
            return null;
        }
    }

    private Registration registration(
            Registration check,
            CheckPolicy policy,
            Map<Option<CheckPolicyBuilder>, Setting> changes,
            SettingFaults faults) {
        Setting dependencies = changes.get(Option.DEPENDS_ON);
        if (dependencies != null && !names.containsAll(policy.dependsOn())) {
            faults.refused(dependencies, "checks that are registered, of " + names);
        }
        Setting views = changes.get(Option.GROUPS);
        if (views == null) {
            return new Registration(check.name(), check.check(), policy);
        }
        try {
            Registration configured = new Registration(check.name(), check.check(), policy);
            configured.requireGroups(groups);
            return configured;
        } catch (IllegalArgumentException refused) {
            faults.refused(views, refused);
            return check;
        }
    }

    private void switchOff(Registration check, ResolvedSettings resolved) {
        if (check.policy().enabled()) {
            switchedOff.remove(check.name());
            return;
        }
        switchedOff.add(check.name());
        Setting setting = resolved.of(check.name()).get(Option.ENABLED);
        log.atInfo()
                .addKeyValue("event.action", "health-check-switched-off")
                .addKeyValue("health.check.name", check.name())
                .addKeyValue(
                        "health.switched_off_by",
                        setting == null ? "code" : setting.key() + ", from " + setting.source())
                .log("Health check switched off");
    }

    private Registration withoutTheSwitchedOff(Registration check) {
        if (Collections.disjoint(Catalogue.needs(check.check(), check.policy()), switchedOff)) {
            return check;
        }
        Set<String> dependencies = new TreeSet<>(check.policy().dependsOn());
        dependencies.removeAll(switchedOff);
        CheckPolicyBuilder policy = check.policy().toBuilder();
        policy.dependsOn(dependencies.toArray(String[]::new));
        return new Registration(check.name(), withoutTheSwitchedOff(check.name(), check.check()), policy.build());
    }

    private HealthCheck withoutTheSwitchedOff(String name, HealthCheck check) {
        if (!(check instanceof CompositeCheck composite)) {
            return check;
        }
        if (switchedOff.containsAll(composite.members)) {
            throw Arguments.invalid(
                    "members of " + name,
                    composite.members,
                    "at least one that is not switched off, or " + name + " switched off too");
        }
        return composite.without(switchedOff);
    }
}
