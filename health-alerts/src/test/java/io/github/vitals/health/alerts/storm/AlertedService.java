package io.github.vitals.health.alerts.storm;

import io.github.vitals.health.HealthRegistry;
import io.github.vitals.health.HealthRegistryBuilder;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.alerts.AlertScope;
import io.github.vitals.health.alerts.HealthAlerts;
import io.github.vitals.health.alerts.HealthAlertsBuilder;
import io.github.vitals.health.alerts.channel.PagerDutyChannel;
import io.github.vitals.health.alerts.channel.Secret;
import io.github.vitals.health.alerts.channel.WebhookChannel;
import io.github.vitals.health.servers.alerting.PagerDutyServer;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/** A service whose checks are DOWN while a file of their name is there; it lives until its input ends, or it is killed. */
public final class AlertedService {
    /** How many checks it has: {@code check-0} and so on. */
    public static final int CHECKS = 5;

    private AlertedService() {}

    /**
     * Runs it.
     *
     * @param arguments the folder of its file, the folder of the states, its instance, the far sides of PagerDuty and of
     *     the webhook, and possibly where the shared store is and the
     *     lease
     * @throws Exception if it could not be run
     */
    public static void main(String[] arguments) throws Exception {
        Path states = Path.of(arguments[1]);
        HealthRegistryBuilder checks = HealthRegistry.builder();
        for (int i = 0; i < CHECKS; i++) {
            Path state = states.resolve("check-" + i);
            checks.check(
                    "check-" + i,
                    context -> Files.exists(state) ? HealthResult.down("its file is there") : HealthResult.up(),
                    policy -> policy.period(Duration.ofMillis(50))
                            .timeout(Duration.ofMillis(40))
                            .confirm(Duration.ofMillis(10))
                            .failureThreshold(1)
                            .successThreshold(1));
        }
        try (HealthRegistry health = checks.start();
                HealthAlerts alerts = alerts(health, arguments).start()) {
            System.out.println("ready " + alerts.channels().size());
            while (System.in.read() >= 0) {
                // Whoever started it is still there.
            }
        }
    }

    private static HealthAlertsBuilder alerts(HealthRegistry health, String[] arguments) {
        Duration timeout = Duration.ofSeconds(1);
        HealthAlertsBuilder alerts = HealthAlerts.builder(health)
                .origin("storm", arguments[2])
                .file(Path.of(arguments[0], arguments[2] + ".log"))
                .window(Duration.ZERO)
                .channelChecks(false)
                .rule("down", rule -> rule.eachCheck().clearAfter(Duration.ZERO).scope(AlertScope.SERVICE))
                .channel(
                        "pager",
                        PagerDutyChannel.builder(Secret.of(PagerDutyServer.ROUTING_KEY))
                                .api(URI.create(arguments[3]))
                                .build(),
                        policy -> policy.timeout(timeout).perMinute(6_000))
                .channel(
                        "hook",
                        WebhookChannel.of(Secret.of(arguments[4])),
                        policy -> policy.timeout(timeout).perMinute(6_000));
        return arguments.length < 7
                ? alerts
                : alerts.shared(SharedStores.open(arguments[5])).lease(Duration.parse(arguments[6]));
    }
}
