package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChannelProvidersTest {
    private static final String COMMON = "proxy=proxy:3128;allow-plain=true";

    /** What a configuration says, and what of it was asked for. */
    private static final class Settings implements ChannelSettings {
        private final Map<String, String> texts;
        private final Set<String> asked = new HashSet<>();

        Settings(Map<String, String> texts) {
            this.texts = texts;
        }

        @Override
        public Optional<String> text(String option) {
            asked.add(option);
            return Optional.ofNullable(texts.get(option));
        }

        @Override
        public String required(String option) {
            return text(option).orElseThrow(() -> new IllegalArgumentException(option + ": not set"));
        }

        @Override
        public Optional<Secret> secret(String option) {
            return text(option).map(Secret::of);
        }

        @Override
        public Secret requiredSecret(String option) {
            return Secret.of(required(option));
        }

        @Override
        public Optional<Duration> duration(String option) {
            return text(option).map(Duration::parse);
        }

        @Override
        public Optional<Integer> whole(String option) {
            return text(option).map(Integer::valueOf);
        }

        @Override
        public Optional<Boolean> truth(String option) {
            return text(option).map(Boolean::valueOf);
        }

        @Override
        public Map<String, String> each(String option) {
            Map<String, String> found = texts.entrySet().stream()
                    .filter(entry -> entry.getKey().startsWith(option + "."))
                    .collect(Collectors.toMap(
                            entry -> entry.getKey().substring(option.length() + 1), Map.Entry::getValue));
            found.keySet().forEach(name -> asked.add(option + "." + name));
            return found;
        }
    }

    private static Settings settings(String text) {
        return new Settings(
                text.isEmpty()
                        ? Map.of()
                        : Arrays.stream(text.split(";"))
                                .map(option -> option.split("=", 2))
                                .collect(Collectors.toMap(option -> option[0], option -> option[1])));
    }

    private static AlertChannelProvider provider(String kind) {
        return ServiceLoader.load(AlertChannelProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(provider -> provider.kind().equals(kind))
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "slack, url=https://hooks.slack.com/services/T/B/x;mention=<!here>;" + COMMON,
        "slack, token=xoxb-1;channel=#alerts;mention=<!here>;api=http://slack.example/api;" + COMMON,
        "pagerduty, routing-key=0123;api=http://pagerduty.example;" + COMMON,
        "webhook, url=http://a.example;template=[];header.X-Team=a;authorization=b;signature=c;" + COMMON,
        "'alertmanager', 'url=http://a:9093, http://b:9093;authorization=Bearer x;proxy=proxy:3128'",
        "log, ''"
    })
    void everyOptionIsKnown(String kind, String options) {
        Settings settings = settings(options);
        try (AlertChannel channel = provider(kind).create(settings)) {
            assertThat(channel.kind()).isEqualTo(kind);
        }
        assertThat(settings.asked).containsAll(settings.texts.keySet());
    }

    @ParameterizedTest
    @CsvSource({
        "slack, '', 'url: not set (expected: either url, or token and channel)'",
        "slack, url=https://a.example;channel=b, 'url: beside token or channel (expected: either url, or token and channel)'",
        "slack, token=xoxb-1, channel: not set",
        "slack, channel=a, token: not set",
        "pagerduty, '', routing-key: not set",
        "pagerduty, routing-key=0123;api=a b, 'api: no address (expected: an http or https address without user-info)'",
        "webhook, '', url: not set",
        "alertmanager, '', url: not set",
        "alertmanager, 'url=http://a:9093,', 'addresses:  (expected: an http or https address without user-info)'"
    })
    void aMistakeIsAnErrorAtStart(String kind, String options, String message) {
        assertThatThrownBy(() -> provider(kind).create(settings(options)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message);
    }

    @Test
    void theModuleProvidesWhatTheClassPathDoes() throws Exception {
        String module = Files.readString(Path.of("src", "main", "java", "module-info.java"));
        ServiceLoader.load(AlertChannelProvider.class).stream()
                .map(provider -> provider.type().getName())
                .forEach(name -> assertThat(module).contains(name));
    }
}
