package io.github.vitals.health.alerts;

import io.github.vitals.health.ConfigurationSection;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerts.channel.AlertChannelProvider;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.function.Function;

/** Makes the channels that a configuration describes, of the kinds that there are providers for. */
final class ConfiguredChannels {
    private final ConfigurationSection section;
    private final Map<String, AlertChannelProvider> providers = new TreeMap<>();

    ConfiguredChannels(ConfigurationSection section) {
        this.section = section;
        try {
            ServiceLoader.load(AlertChannelProvider.class).forEach(this::add);
        } catch (ServiceConfigurationError broken) {
            throw new IllegalStateException("alert channel provider: " + broken.getMessage(), broken);
        }
    }

    private void add(AlertChannelProvider provider) {
        AlertChannelProvider other = providers.putIfAbsent(provider.kind(), provider);
        if (other != null) {
            throw new IllegalStateException(
                    "alert channel provider: " + provider.getClass().getName()
                            + " (expected: a kind of its own; " + provider.kind() + " is that of "
                            + other.getClass().getName() + ")");
        }
    }

    /** One channel; empty if it is at fault. */
    Optional<HealthAlertsBuilder.Channel> read(String name) {
        String key = "channel." + name;
        ChannelPolicy policy = policy(key);
        Optional<AlertChannelProvider> provider = provider(key);
        if (provider.isPresent()) {
            ConfiguredChannel settings = new ConfiguredChannel(section, key);
            try {
                return Optional.of(
                        new HealthAlertsBuilder.Channel(provider.get().create(settings), policy));
            } catch (IllegalArgumentException | IllegalStateException refused) {
                settings.refuse(refused);
            }
        }
        // It did not come to ask for all it knows.
        section.forgive(key);
        return Optional.empty();
    }

    private Optional<AlertChannelProvider> provider(String key) {
        String expected = "one of " + providers.keySet();
        if (section.text(key + ".kind").isEmpty()) {
            section.missing(key + ".kind", expected);
        }
        return section.value(key + ".kind", text -> {
            AlertChannelProvider found = providers.get(text);
            if (found == null) {
                throw Arguments.invalid("kind", text, expected);
            }
            return found;
        });
    }

    private ChannelPolicy policy(String key) {
        ChannelPolicyBuilder policy = new ChannelPolicyBuilder();
        set(key + ".at-least", text -> policy.atLeast(ConfiguredRule.constant("at-least", AlertSeverity.class, text)));
        set(key + ".timeout", text -> policy.timeout(ConfigurationSection.duration(text)));
        set(key + ".per-minute", text -> policy.perMinute(ConfigurationSection.whole(text)));
        set(key + ".expiry", text -> policy.expiry(ConfigurationSection.duration(text)));
        set(key + ".reminders", text -> policy.reminders(ConfigurationSection.truth(text)));
        return policy.build();
    }

    private void set(String key, Function<String, ChannelPolicyBuilder> change) {
        section.value(key, change);
    }
}
