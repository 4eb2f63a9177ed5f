package io.github.vitals.health.alerts;

import io.github.vitals.health.alerts.HealthAlertsBuilder.Channel;
import io.github.vitals.health.alerts.channel.LogChannel;
import io.github.vitals.health.history.HistoryOrigin;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The parts of one {@link HealthAlerts}, put together. */
final class Assembly {
    private static final Duration CLOSING = Duration.ofMillis(500);
    private static final Duration ASK_AGAIN = Duration.ofSeconds(1);
    private static final Duration SHORTEST_LEASE = Duration.ofSeconds(20);

    final String service;
    final String instance;
    final InstantSource clock;
    final Map<String, Channel> channels;
    final DeliveryLog deliveries = new DeliveryLog();
    final Engine engine;
    private final Map<String, Courier> couriers = new LinkedHashMap<>();
    private final Keeper keeper;

    private Assembly(HealthAlertsBuilder built, Collection<AlertRule> rules, Map<String, Channel> channels) {
        HistoryOrigin here = origin(built);
        this.service = here.service();
        this.instance = here.instance();
        this.clock = built.clock;
        this.channels = channels;
        SteadyClock steady = new SteadyClock(built.clock, System::nanoTime);
        Instant now = steady.now();
        Watch watch = new Watch(built.health, rules, built.history, service, instance, now);
        channels.forEach((name, channel) -> couriers.put(
                name, new Courier(name, channel.channel(), channel.policy().timeout())));
        this.keeper = keeper(built, watch, now);
        boolean hearsRuns = rules.stream().anyMatch(rule -> rule.condition instanceof Condition.Failures);
        this.engine = new Engine(watch, keeper, steady, couriers, deliveries, hearsRuns);
    }

    static Assembly of(HealthAlertsBuilder built) {
        Collection<AlertRule> rules = built.rulesInForce();
        Map<String, Channel> channels = channels(built);
        for (AlertRule rule : rules) {
            for (String channel : rule.channels) {
                if (!channels.containsKey(channel)) {
                    throw Arguments.invalid(
                            "channels", channel + " in rule " + rule.name(), "one of " + channels.keySet());
                }
            }
            if (rule.condition.ofHistory() && built.history == null) {
                throw Arguments.invalid("history", "none, for rule " + rule.name(), "a history");
            }
        }
        return new Assembly(built, rules, channels);
    }

    private static Map<String, Channel> channels(HealthAlertsBuilder built) {
        Map<String, Channel> channels = new LinkedHashMap<>();
        built.channels.forEach(
                (name, it) -> channels.put(name, new Channel(new OneAtATime(it.channel()), it.policy())));
        if (channels.isEmpty()) {
            channels.put("log", new Channel(LogChannel.of(), new ChannelPolicyBuilder().build()));
        }
        return channels;
    }

    private static HistoryOrigin origin(HealthAlertsBuilder built) {
        if (built.instance != null) {
            return new HistoryOrigin(built.service, built.instance);
        }
        return built.history != null ? built.history.origin() : HistoryOrigin.ofThisMachine(built.service);
    }

    private Keeper keeper(HealthAlertsBuilder built, Watch watch, Instant now) {
        Duration leaseTime = built.shared == null ? SHORTEST_LEASE : leaseTime(built.lease);
        FileRecords file = FileRecords.open(built.file == null ? defaultFile() : built.file);
        Bureau.Plan plan = new Bureau.Plan(service, built.window, built.statusPage, channels);
        if (built.shared != null) {
            watch.restore(Diary.seen(file, instance).values());
            return new SharedKeeper(
                    built.shared,
                    Diary.open(file, instance, now),
                    new Contact(ASK_AGAIN),
                    plan,
                    instance,
                    leaseTime,
                    System::nanoTime,
                    watch::restore,
                    now);
        }
        Map<String, String> kept = file.read(LocalKeeper.SPACE);
        Map<String, Sighting> seen = SightingRecords.of(instance, Kept.parse(kept));
        watch.restore(seen.values());
        return new LocalKeeper(file, Bureau.of(plan, kept, now), instance, seen);
    }

    /** Long enough for a message to be sent from beginning to end, however late the lease was renewed. */
    private Duration leaseTime(@Nullable Duration wanted) {
        Duration longest = channels.values().stream()
                .map(channel -> channel.policy().timeout())
                .max(Comparator.naturalOrder())
                .orElse(Duration.ZERO);
        Duration enough = longest.multipliedBy(2);
        if (wanted == null) {
            return enough.compareTo(SHORTEST_LEASE) > 0 ? enough : SHORTEST_LEASE;
        }
        if (wanted.compareTo(enough) < 0) {
            throw Arguments.invalid("lease", wanted, "at least twice the longest timeout of a channel, " + enough);
        }
        return wanted;
    }

    private Path defaultFile() {
        String name = (service + "-" + instance).replaceAll("[^A-Za-z0-9._-]", "_");
        return Path.of("vitals-alerts", name + ".log");
    }

    Channel require(String name) {
        Channel channel = channels.get(name);
        if (channel == null) {
            throw Arguments.invalid("channel", name, "one of " + channels.keySet());
        }
        return channel;
    }

    void close() {
        couriers.values().forEach(courier -> courier.close(CLOSING));
        keeper.close();
    }
}
