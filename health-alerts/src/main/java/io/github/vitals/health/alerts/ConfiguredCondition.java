package io.github.vitals.health.alerts;

import io.github.vitals.health.ConfigurationSection;
import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Conditions as a configuration writes them. */
final class ConfiguredCondition {
    private static final Pattern FAILURES = Pattern.compile("(\\d{1,3})(?: */ *(\\d{1,3}))?");
    private static final Pattern LATENCY = Pattern.compile("p(\\d{1,2}(?:\\.\\d{1,4})?) *> *(.+?) +over +(.+)");
    private static final Pattern UPTIME = Pattern.compile("(\\d{1,2}(?:\\.\\d{1,9})?)(%?) +over +(.+)");
    private static final Pattern BURN_RATE = Pattern.compile("(\\d{1,7}(?:\\.\\d{1,4})?) +over +(.+?) +and +(.+)");

    private ConfiguredCondition() {}

    static void failures(AlertRuleBuilder rule, String text) {
        Matcher parts = match(FAILURES, text, "3 for 3 in a row, or 3/5 for 3 of the last 5");
        int count = Integer.parseInt(parts.group(1));
        rule.failures(count, parts.group(2) == null ? count : Integer.parseInt(parts.group(2)));
    }

    static void latency(AlertRuleBuilder rule, String text) {
        Matcher parts = match(LATENCY, text, "a percentile, a limit and a window, such as p99 > 500ms over 5m");
        rule.latency(
                percent(parts.group(1)),
                ConfigurationSection.duration(parts.group(2)),
                ConfigurationSection.duration(parts.group(3)));
    }

    static void uptimeBelow(AlertRuleBuilder rule, String text) {
        Matcher parts = match(UPTIME, text, "a share and a window, such as 0.999 over 1d or 99.9% over 30d");
        String share = parts.group(1);
        rule.uptimeBelow(
                parts.group(2).isEmpty() ? Double.parseDouble(share) : percent(share),
                ConfigurationSection.duration(parts.group(3)));
    }

    static void burnRate(AlertRuleBuilder rule, String text) {
        Matcher parts = match(BURN_RATE, text, "a rate and two windows, such as 14.4 over 1h and 5m");
        rule.burnRate(
                Double.parseDouble(parts.group(1)),
                ConfigurationSection.duration(parts.group(2)),
                ConfigurationSection.duration(parts.group(3)));
    }

    private static double percent(String digits) {
        return new BigDecimal(digits).movePointLeft(2).doubleValue();
    }

    private static Matcher match(Pattern pattern, String text, String expected) {
        Matcher parts = pattern.matcher(text);
        if (!parts.matches()) {
            throw Arguments.invalid("value", text, expected);
        }
        return parts;
    }
}
