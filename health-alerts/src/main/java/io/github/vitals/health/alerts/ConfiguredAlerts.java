package io.github.vitals.health.alerts;

import io.github.vitals.health.ConfigurationSection;
import io.github.vitals.health.HealthConfiguration;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/** What a configuration says of alerts. What is wrong with it is gathered until somebody asks. */
final class ConfiguredAlerts {
    private final ConfigurationSection section;
    private final Map<String, ConfiguredRule> rules = new LinkedHashMap<>();
    private final Map<String, HealthAlertsBuilder.Channel> channels = new LinkedHashMap<>();
    private final List<Consumer<HealthAlertsBuilder>> changes = new ArrayList<>();
    private final boolean enabled;
    private final Optional<String> service;
    private final Optional<String> instance;

    private ConfiguredAlerts(ConfigurationSection section) {
        this.section = section;
        enabled = section.value("enabled", ConfigurationSection::truth).orElse(true);
        service = section.value("service", text -> Arguments.requireText("service", text, 1, 100));
        instance = section.value("instance", text -> Arguments.requireText("instance", text, 1, 200));
        readOptions();
        readChannels();
        for (String name : names("rules")) {
            rules.put(name, ConfiguredRule.read(section, name));
        }
    }

    static ConfiguredAlerts read(HealthConfiguration configuration) {
        return new ConfiguredAlerts(configuration.section("alerts"));
    }

    /** Fails if anything is wrong with what can be judged without the code's part. */
    ConfiguredAlerts throwIfFaulty() {
        section.throwIfFaulty();
        return this;
    }

    boolean enabled() {
        return enabled;
    }

    Optional<String> service() {
        return service;
    }

    Optional<String> instance() {
        return instance;
    }

    Map<String, HealthAlertsBuilder.Channel> channels() {
        return channels;
    }

    /** The rules, of which those that are at fault are left out. */
    List<AlertRule> rules() {
        return rules.values().stream().flatMap(rule -> rule.rule().stream()).toList();
    }

    /** Puts it over what the code says; fails, without having changed anything, if anything is wrong with it. */
    void applyTo(HealthAlertsBuilder builder) {
        for (ConfiguredRule rule : rules.values()) {
            rule.requireWhatItNeeds(builder, channels.keySet());
        }
        section.throwIfFaulty();
        service.ifPresent(text -> builder.service = text);
        instance.ifPresent(text -> builder.instance = text);
        changes.forEach(change -> change.accept(builder));
        for (AlertRule rule : rules()) {
            builder.rules.put(rule.name(), rule);
        }
        channels.forEach((name, channel) -> replace(builder, name, channel));
        if (!enabled) {
            switchOff(builder);
        }
    }

    /** Nothing is judged, and there is nobody to send anything to. */
    private static void switchOff(HealthAlertsBuilder builder) {
        builder.rules.clear();
        builder.defaultRules = false;
        builder.channels.values().forEach(each -> each.channel().close());
        builder.channels.clear();
    }

    private static void replace(HealthAlertsBuilder builder, String name, HealthAlertsBuilder.Channel channel) {
        HealthAlertsBuilder.Channel before = builder.channels.put(name, channel);
        if (before != null) {
            before.channel().close();
        }
    }

    private void readOptions() {
        option("window", ConfiguredAlerts::window, (builder, window) -> builder.window = window);
        option("lease", ConfiguredAlerts::lease, HealthAlertsBuilder::lease);
        option("channel-checks", ConfigurationSection::truth, HealthAlertsBuilder::channelChecks);
        option("file", Path::of, HealthAlertsBuilder::file);
        option("status-page", ConfiguredAlerts::page, HealthAlertsBuilder::statusPage);
        option("default-rules", ConfigurationSection::truth, ConfiguredAlerts::defaultRules);
    }

    private <T> void option(String key, Function<String, T> reader, BiConsumer<HealthAlertsBuilder, T> change) {
        section.value(key, reader).ifPresent(value -> changes.add(builder -> change.accept(builder, value)));
    }

    private static Duration window(String text) {
        Duration window = ConfigurationSection.duration(text);
        return Arguments.requireBetween("window", window, Duration.ZERO, HealthAlertsBuilder.LONGEST_WINDOW);
    }

    private static Duration lease(String text) {
        return HealthAlertsBuilder.requireLease(ConfigurationSection.duration(text));
    }

    private static URI page(String text) {
        return URI.create(Links.require("status-page", URI.create(text)));
    }

    /** Wanted or not: only where nothing is said do they depend on whether there are others. */
    private static void defaultRules(HealthAlertsBuilder builder, boolean wanted) {
        builder.defaultRules = wanted;
        if (wanted) {
            AlertRule.defaults().forEach(rule -> builder.rules.putIfAbsent(rule.name(), rule));
        }
    }

    private void readChannels() {
        ConfiguredChannels found = new ConfiguredChannels(section);
        for (String name : names("channels")) {
            found.read(name).ifPresent(channel -> channels.put(name, channel));
        }
    }

    private List<String> names(String key) {
        return section.value(key, ConfiguredAlerts::distinct).orElse(List.of());
    }

    private static List<String> distinct(String text) {
        List<String> names = ConfigurationSection.words(text);
        names.forEach(name -> Arguments.requireName("names", name));
        if (names.stream().distinct().count() < names.size()) {
            throw Arguments.invalid("names", text, "each name once");
        }
        return names;
    }
}
