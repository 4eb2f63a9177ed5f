package io.github.vitals.health.alerts;

import io.github.vitals.health.ConfigurationSection;
import io.github.vitals.health.MaintenanceWindow;
import io.github.vitals.health.maintenance.CronWindow;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Quiet hours as a configuration writes them: {@code 0 22 * * * for 8h in Europe/Berlin}, several of them with {@code ;}. */
final class ConfiguredQuiet {
    private static final Pattern WINDOW = Pattern.compile("(.+?) +for +(.+?) +in +(\\S+)");
    private static final String EXPECTED =
            "a cron expression, a duration and a time zone, such as 0 22 * * * for 8h in Europe/Berlin";

    private ConfiguredQuiet() {}

    static AlertRuleBuilder add(AlertRuleBuilder rule, String text) {
        for (String each : text.split(";", -1)) {
            rule.quiet(window(each.strip()));
        }
        return rule;
    }

    private static MaintenanceWindow window(String text) {
        Matcher parts = WINDOW.matcher(text);
        if (!parts.matches()) {
            throw Arguments.invalid("quiet", text, EXPECTED);
        }
        Duration duration = ConfigurationSection.duration(parts.group(2));
        try {
            return CronWindow.of(parts.group(1), zone(parts.group(3)), duration);
        } catch (NoClassDefFoundError absent) {
            throw Arguments.invalid(
                    "quiet", text, "the library com.cronutils:cron-utils, an optional dependency: add it to yours");
        }
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException bad) {
            throw Arguments.invalid("zone", text, "a time zone, such as Europe/Berlin or UTC");
        }
    }
}
