package io.github.vitals.health.alerts;

import io.github.vitals.health.ConfigurationSection;
import io.github.vitals.health.HealthGroup;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.alerting.AlertSeverity;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** A rule as a configuration has it: what is wrong with it is in the section's faults, and then there is no rule. */
final class ConfiguredRule {
    private static final String DEFAULT_CHANNEL = "log";

    private final ConfigurationSection section;
    private final String key;
    private final AlertRuleBuilder building;
    private final Optional<AlertRule> rule;
    private String conditionKey;
    private boolean faulty;

    private ConfiguredRule(ConfigurationSection section, String name) {
        this.section = section;
        this.key = "rule." + name;
        this.conditionKey = key;
        this.building = AlertRule.builder(name);
        readTarget();
        readCondition();
        readTimes();
        readTexts();
        this.rule = build();
    }

    static ConfiguredRule read(ConfigurationSection section, String name) {
        return new ConfiguredRule(section, name);
    }

    Optional<AlertRule> rule() {
        return rule;
    }

    /** Finds fault with what it refers to and is not there: neither in the configuration nor in the code. */
    void requireWhatItNeeds(HealthAlertsBuilder builder, Set<String> channels) {
        rule.ifPresent(made -> {
            requireChannels(made, builder, channels);
            if (made.condition.ofHistory() && builder.history == null) {
                refuse(conditionKey, "a history, given in code with history(..)");
            }
            if (made.target instanceof RuleTarget.Group group
                    && !builder.health.groups().contains(group.group())) {
                refuse(key + ".group", "a group that is declared, one of " + builder.health.groups());
            }
        });
    }

    private void requireChannels(AlertRule made, HealthAlertsBuilder builder, Set<String> channels) {
        boolean none = channels.isEmpty() && builder.channels.isEmpty();
        for (String name : made.channels) {
            if (!channels.contains(name)
                    && !builder.channels.containsKey(name)
                    && !(none && name.equals(DEFAULT_CHANNEL))) {
                refuse(key + ".channels", "channels that there are; " + name + " is none");
            }
        }
    }

    private void readTarget() {
        set("check", building::check);
        set("tag", building::tag);
        set("group", text -> building.group(HealthGroup.of(text)));
        set("each-check", text -> ConfigurationSection.truth(text) ? building.eachCheck() : building);
    }

    private void readCondition() {
        condition("status", (made, text) -> made.status(constant("status", HealthStatus.class, text)));
        condition("failures", ConfiguredCondition::failures);
        condition("latency", ConfiguredCondition::latency);
        condition("uptime-below", ConfiguredCondition::uptimeBelow);
        condition("burn-rate", ConfiguredCondition::burnRate);
        condition("certificate-within", (made, text) -> made.certificateWithin(ConfigurationSection.duration(text)));
        condition("flapping", (made, text) -> {
            if (ConfigurationSection.truth(text)) {
                made.flapping();
            }
        });
        condition("stale", (made, text) -> {
            if (ConfigurationSection.truth(text)) {
                made.stale();
            }
        });
    }

    private void readTimes() {
        set("lasting", text -> building.lasting(ConfigurationSection.duration(text)));
        for (AlertSeverity each : AlertSeverity.values()) {
            set("lasting." + each.label(), text -> building.lasting(each, ConfigurationSection.duration(text)));
        }
        set("clear-after", text -> building.clearAfter(ConfigurationSection.duration(text)));
        set("remind", text -> building.remind(ConfigurationSection.duration(text)));
        set("quiet", text -> ConfiguredQuiet.add(building, text));
    }

    private void readTexts() {
        set("severity", text -> building.severity(constant("severity", AlertSeverity.class, text)));
        set("scope", text -> building.scope(constant("scope", AlertScope.class, text)));
        set(
                "channels",
                text -> building.channels(ConfigurationSection.words(text).toArray(String[]::new)));
        set("runbook", text -> building.runbook(URI.create(text)));
        set("dashboard", text -> building.dashboard(URI.create(text)));
        for (String name : section.each(key + ".label").keySet()) {
            set("label." + name, text -> building.label(name, text));
        }
    }

    private void condition(String option, BiConsumer<AlertRuleBuilder, String> change) {
        boolean there = set(option, text -> {
            change.accept(building, text);
            return building;
        });
        if (there) {
            conditionKey = key + "." + option;
        }
    }

    private boolean set(String option, Function<String, ?> change) {
        String whole = key + "." + option;
        boolean there = section.text(whole).isPresent();
        faulty |= there && section.value(whole, change).isEmpty();
        return there;
    }

    private Optional<AlertRule> build() {
        if (faulty) {
            return Optional.empty();
        }
        try {
            return Optional.of(building.build());
        } catch (IllegalArgumentException refused) {
            section.refuse(conditionKey, refused);
            return Optional.empty();
        }
    }

    private void refuse(String whole, String expected) {
        section.refuse(whole, Arguments.invalid("value", "", expected));
    }

    static <E extends Enum<E>> E constant(String argument, Class<E> type, String text) {
        List<String> words = Arrays.stream(type.getEnumConstants())
                .map(each -> each.name().toLowerCase(Locale.ROOT))
                .toList();
        int index = words.indexOf(text.toLowerCase(Locale.ROOT));
        if (index < 0) {
            throw Arguments.invalid(argument, text, "one of " + words);
        }
        return type.getEnumConstants()[index];
    }
}
