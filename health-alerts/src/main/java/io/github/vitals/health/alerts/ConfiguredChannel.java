package io.github.vitals.health.alerts;

import io.github.vitals.health.ConfigurationSection;
import io.github.vitals.health.Secrets;
import io.github.vitals.health.alerts.channel.ChannelSettings;
import io.github.vitals.health.alerts.channel.Secret;
import java.io.Serial;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The options of one channel. What is wrong with one is in the section's faults before it is thrown. */
final class ConfiguredChannel implements ChannelSettings {
    private static final Pattern ARGUMENT = Pattern.compile("(?s)([A-Za-z][A-Za-z0-9-]*): .*");
    private static final Pattern CAPITAL = Pattern.compile("(?<=[a-z0-9])([A-Z])");
    private static final String ENVIRONMENT = "env:";
    private static final String FILE = "file:";

    private final ConfigurationSection section;
    private final String key;

    ConfiguredChannel(ConfigurationSection section, String key) {
        this.section = section;
        this.key = key;
    }

    @Override
    public Optional<String> text(String option) {
        return section.text(key(option));
    }

    @Override
    public String required(String option) {
        return text(option).filter(text -> !text.isEmpty()).orElseThrow(() -> missing(option, "a text"));
    }

    @Override
    public Optional<Secret> secret(String option) {
        return section.secret(key(option)).map(text -> read(option, text, ConfiguredChannel::secretOf));
    }

    @Override
    public Secret requiredSecret(String option) {
        return secret(option).orElseThrow(() -> missing(option, "env:NAME, file:/path, or the secret itself"));
    }

    @Override
    public Optional<Duration> duration(String option) {
        return text(option).map(text -> read(option, text, ConfigurationSection::duration));
    }

    @Override
    public Optional<Integer> whole(String option) {
        return text(option).map(text -> read(option, text, ConfigurationSection::whole));
    }

    @Override
    public Optional<Boolean> truth(String option) {
        return text(option).map(text -> read(option, text, ConfigurationSection::truth));
    }

    @Override
    public Map<String, String> each(String option) {
        return section.each(key(option));
    }

    /** Finds fault with the option that a channel's own error is about, where it says which. */
    void refuse(RuntimeException why) {
        if (why instanceof Refused) {
            return;
        }
        String message = Secrets.scrub(String.valueOf(why.getMessage()));
        Matcher argument = ARGUMENT.matcher(message);
        String option = argument.matches()
                ? CAPITAL.matcher(argument.group(1)).replaceAll("-$1").toLowerCase(Locale.ROOT)
                : "";
        if (!option.isEmpty() && section.text(key(option)).isPresent()) {
            section.refuse(key(option), new IllegalArgumentException(message));
        } else {
            section.fault(key, message);
        }
    }

    private String key(String option) {
        return key + "." + option;
    }

    private Refused missing(String option, String expected) {
        section.missing(key(option), expected);
        return new Refused(key(option) + ": not set (expected: " + expected + ")");
    }

    private <T> T read(String option, String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (IllegalArgumentException bad) {
            section.refuse(key(option), bad);
            throw new Refused(key(option) + ": not valid");
        }
    }

    private static Secret secretOf(String text) {
        if (text.startsWith(ENVIRONMENT)) {
            return environment(text.substring(ENVIRONMENT.length()));
        }
        if (text.startsWith(FILE)) {
            return Secret.file(Path.of(text.substring(FILE.length())));
        }
        if (text.isEmpty()) {
            throw Arguments.invalid("secret", "empty", "1 character or more");
        }
        return Secret.of(text);
    }

    private static Secret environment(String variable) {
        try {
            return Secret.environment(variable);
        } catch (IllegalArgumentException absent) {
            throw Arguments.invalid("secret", "", "a variable that is set; " + variable + " is not");
        }
    }

    /** Says no more than that the fault is known already. */
    private static final class Refused extends IllegalArgumentException {
        @Serial
        private static final long serialVersionUID = 1;

        Refused(String message) {
            super(message);
        }
    }
}
