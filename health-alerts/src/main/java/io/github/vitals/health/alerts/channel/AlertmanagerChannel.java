package io.github.vitals.health.alerts.channel;

import io.github.vitals.health.alerting.AlertSeverity;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Pushes alerts to Prometheus's Alertmanager, which groups, routes and silences them.
 *
 * <p>Alertmanager forgets what it is not told again: each push says that the alert ends 4 min later, and is repeated every
 * minute while it is open. So an application that dies leaves no alert that never ends.
 *
 * <p>Each address of a cluster is told; a message counts as taken once one has taken it, and the others get a second more.
 * An alert is known there by its labels. These do not change while it lasts, but for {@code severity}, by which routes are
 * chosen: when that changes, the alert with the former one is ended in the same push.
 *
 * <p>Not thread-safe.
 */
public final class AlertmanagerChannel implements AlertChannel {
    private static final Duration REFRESH = Duration.ofMinutes(1);
    private static final Duration LASTING = REFRESH.multipliedBy(4);

    private final Cluster cluster;
    private final @Nullable Secret authorization;
    private final InstantSource clock;

    AlertmanagerChannel(Cluster cluster, @Nullable Secret authorization, InstantSource clock) {
        this.cluster = cluster;
        this.authorization = authorization;
        this.clock = clock;
    }

    /**
     * A channel with defaults.
     *
     * @param addresses where it is, all members of a cluster, for example {@code http://alertmanager:9093}
     * @return a channel that has opened nothing
     * @throws IllegalArgumentException if there is none, or one is no http or https address
     */
    public static AlertmanagerChannel of(URI... addresses) {
        return builder(addresses).build();
    }

    /**
     * Starts to describe a channel.
     *
     * @param addresses where it is, all members of a cluster, for example {@code http://alertmanager:9093}
     * @return a new builder
     * @throws IllegalArgumentException if there is none, or one is no http or https address
     */
    public static AlertmanagerChannelBuilder builder(URI... addresses) {
        return new AlertmanagerChannelBuilder(List.of(addresses));
    }

    @Override
    public String kind() {
        return "alertmanager";
    }

    @Override
    public boolean takes(AlertNotification.Kind kind) {
        return true;
    }

    @Override
    public Optional<Duration> refresh() {
        return Optional.of(REFRESH);
    }

    @Override
    public Receipt deliver(AlertNotification notification, DeliveryContext context)
            throws DeliveryFailure, InterruptedException {
        AlertmanagerAlert alert = new AlertmanagerAlert(notification, clock.instant(), LASTING);
        List<Map<String, Object>> alerts =
                new ArrayList<>(List.of(alert.current().map()));
        before(notification, context)
                .ifPresent(severity -> alerts.add(alert.over(severity).map()));
        String answer = cluster.tell(Json.write(alerts), authorization, Deadline.in(context.timeout()));
        return new Receipt(answer, notification.severity().label());
    }

    /** The severity that the alert was last pushed with, if it is another. */
    private static Optional<AlertSeverity> before(AlertNotification notification, DeliveryContext context) {
        return Stream.of(AlertSeverity.values())
                .filter(severity -> severity != notification.severity())
                .filter(severity ->
                        context.reference().filter(severity.label()::equals).isPresent())
                .findFirst();
    }

    @Override
    public void close() {
        cluster.close();
    }
}
