package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthConfiguration;
import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.history.HealthHistory;
import io.github.vitals.health.shared.SharedStore;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link HealthAlerts}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>rules</td><td>{@link AlertRule#defaults()}</td></tr>
 *   <tr><td>channels</td><td>the log</td></tr>
 *   <tr><td>origin</td><td>service {@code application}, instance the name of this machine</td></tr>
 *   <tr><td>window</td><td>30 s</td></tr>
 *   <tr><td>file</td><td>{@code vitals-alerts/<service>-<instance>.log} in the working directory</td></tr>
 *   <tr><td>channelChecks</td><td>true</td></tr>
 *   <tr><td>lease</td><td>20 s</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class HealthAlertsBuilder {
    static final Duration LONGEST_WINDOW = Duration.ofMinutes(10);

    record Channel(AlertChannel channel, ChannelPolicy policy) {}

    final HealthRegistry health;
    final Map<String, AlertRule> rules = new LinkedHashMap<>();
    final Map<String, Channel> channels = new LinkedHashMap<>();
    String service = "application";
    Duration window = Duration.ofSeconds(30);
    boolean channelChecks = true;

    /** False where a configuration wants no rules but those that are given, not even where none is. */
    boolean defaultRules = true;

    InstantSource clock = InstantSource.system();

    @Nullable
    String instance;

    @Nullable
    HealthHistory history;

    @Nullable
    Path file;

    @Nullable
    SharedStore shared;

    @Nullable
    URI statusPage;

    @Nullable
    Duration lease;

    private @Nullable HealthConfiguration configuration;

    HealthAlertsBuilder(HealthRegistry health) {
        this.health = Arguments.requireNonNull("health", health, "a registry");
    }

    /**
     * Sets whose alerts they are. Both are part of what tells alerts apart.
     *
     * @param service the application, the same for all its instances; 1 to 100 characters
     * @param instance which of them, and the same after a restart; 1 to 200 characters
     * @return this builder
     * @throws IllegalArgumentException if one is not such
     */
    public HealthAlertsBuilder origin(String service, String instance) {
        this.service = Arguments.requireText("service", service, 1, 100);
        this.instance = Arguments.requireText("instance", instance, 1, 200);
        return this;
    }

    /**
     * Gives what rules about latency, uptime and error budgets are answered from.
     *
     * @param history of the same registry; stays the caller's to close, after the alerts
     * @return this builder
     */
    public HealthAlertsBuilder history(HealthHistory history) {
        this.history = Arguments.requireNonNull("history", history, "a history");
        return this;
    }

    /**
     * Adds a rule. The {@linkplain AlertRule#defaults() defaults} hold only where none is added.
     *
     * @param rule with a name that no other has
     * @return this builder
     * @throws IllegalArgumentException if another has its name
     */
    public HealthAlertsBuilder rule(AlertRule rule) {
        Arguments.requireNonNull("rule", rule, "a rule");
        if (rules.putIfAbsent(rule.name(), rule) != null) {
            throw Arguments.invalid("rule", rule.name(), "a name not given yet");
        }
        return this;
    }

    /**
     * Adds a rule.
     *
     * @param name unique; see {@link AlertRule#builder(String)}
     * @param describe describes it
     * @return this builder
     * @throws IllegalArgumentException if another has its name, or it is not valid
     */
    public HealthAlertsBuilder rule(String name, Consumer<AlertRuleBuilder> describe) {
        AlertRuleBuilder builder = AlertRule.builder(name);
        describe.accept(builder);
        return rule(builder.build());
    }

    /**
     * Adds a channel that is told everything.
     *
     * @param name unique; 1 to 100 letters, digits, {@code . _ -}, beginning with a letter or digit
     * @param channel is closed with the alerts
     * @return this builder
     * @throws IllegalArgumentException if the name is not valid or taken
     */
    public HealthAlertsBuilder channel(String name, AlertChannel channel) {
        return channel(name, channel, policy -> {});
    }

    /**
     * Adds a channel and says what it is told.
     *
     * @param name unique; see {@link #channel(String, AlertChannel)}
     * @param channel is closed with the alerts
     * @param policy for example {@code policy -> policy.atLeast(AlertSeverity.CRITICAL)}
     * @return this builder
     * @throws IllegalArgumentException if the name is not valid or taken
     */
    public HealthAlertsBuilder channel(String name, AlertChannel channel, Consumer<ChannelPolicyBuilder> policy) {
        Arguments.requireName("name", name);
        Arguments.requireNonNull("channel", channel, "a channel");
        ChannelPolicyBuilder builder = new ChannelPolicyBuilder();
        policy.accept(builder);
        if (channels.putIfAbsent(name, new Channel(channel, builder.build())) != null) {
            throw Arguments.invalid("name", name, "a name not given yet");
        }
        return this;
    }

    /**
     * Sets how long an alert waits for others of the same outage, so that they are one message; 30 s if not set.
     *
     * @param window 0 to 10 min; 0 makes each alert a message of its own, but for those whose root cause is known
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public HealthAlertsBuilder window(Duration window) {
        this.window = Arguments.requireBetween("window", window, Duration.ZERO, LONGEST_WINDOW);
        return this;
    }

    /**
     * Sets the file that what is to be sent is kept in until it was taken. With a {@linkplain #shared shared store} it is
     * used while that does not answer. One process has it open at a time.
     *
     * @param file is made, with its folders, if it is not there
     * @return this builder
     */
    public HealthAlertsBuilder file(Path file) {
        this.file = Arguments.requireNonNull("file", file, "a path");
        return this;
    }

    /**
     * Gives the store that the instances of the service share: one of them sends for all.
     *
     * @param store is closed with the alerts
     * @return this builder
     */
    public HealthAlertsBuilder shared(SharedStore store) {
        this.shared = Arguments.requireNonNull("store", store, "a store");
        return this;
    }

    /**
     * Sets how long the instance that sends may be silent before another takes over; 20 s if not set, or twice the longest
     * timeout of a channel where that is more. Matters with a {@linkplain #shared shared store}.
     *
     * @param duration at least twice the longest timeout of a channel; at most 10 min
     * @return this builder
     * @throws IllegalArgumentException if it is less than a second, or more than 10 min
     */
    public HealthAlertsBuilder lease(Duration duration) {
        this.lease = requireLease(duration);
        return this;
    }

    static Duration requireLease(Duration duration) {
        return Arguments.requireBetween("lease", duration, Duration.ofSeconds(1), Duration.ofMinutes(10));
    }

    /**
     * Sets where people find the status page, to be linked in messages; not linked if not set.
     *
     * @param address for example {@code https://orders.example/health-page/}
     * @return this builder
     * @throws IllegalArgumentException if it is no http or https address
     */
    public HealthAlertsBuilder statusPage(URI address) {
        Links.require("statusPage", address);
        this.statusPage = address;
        return this;
    }

    /**
     * Sets whether each channel becomes a check of the registry, {@code alerts-<channel>}, which is not critical and DOWN
     * while messages fail; it does if not set.
     *
     * @param wanted whether
     * @return this builder
     */
    public HealthAlertsBuilder channelChecks(boolean wanted) {
        this.channelChecks = wanted;
        return this;
    }

    /**
     * Sets the wall clock, which has to be the registry's; the system's if not set.
     *
     * @param clock tells the time
     * @return this builder
     */
    public HealthAlertsBuilder clock(InstantSource clock) {
        this.clock = Arguments.requireNonNull("clock", clock, "a clock");
        return this;
    }

    /**
     * Lets a deployment add rules and channels and change what else is said here: what the configuration says counts over
     * what the code says, and a rule or channel of the configuration replaces the code's of the same name. It is read when
     * the alerts start.
     *
     * @param configuration for example {@link HealthConfiguration#system()}
     * @return this builder
     */
    public HealthAlertsBuilder configuration(HealthConfiguration configuration) {
        this.configuration = Arguments.requireNonNull("configuration", configuration, "a configuration");
        return this;
    }

    /** The rules that are judged: those that were given, or the defaults where none was and they are not unwanted. */
    Collection<AlertRule> rulesInForce() {
        return rules.isEmpty() && defaultRules ? AlertRule.defaults() : rules.values();
    }

    /**
     * Begins to listen, and sends what was left to be sent.
     *
     * @return alerts to be closed by the caller, before the registry
     * @throws IllegalArgumentException if a rule names a channel that is not there, or needs a history and none was given,
     *     or the lease is too short for a channel, or the configuration has faults, of which all are named
     * @throws java.io.UncheckedIOException if the file cannot be used, or another process uses it
     */
    public HealthAlerts start() {
        if (configuration != null) {
            ConfiguredAlerts.read(configuration).applyTo(this);
        }
        return HealthAlerts.start(this);
    }
}
