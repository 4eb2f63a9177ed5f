package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.AlertDelivery.Outcome;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import io.github.vitals.health.alerts.channel.Receipt;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What is to be sent, and what each far side was told last. A far side that was told that something began is owed the
 * word that it is over, until it has taken it, whatever becomes of the rule, the check or the process. Told the time; not
 * thread-safe.
 */
final class Outbox {
    private static final Logger log = LoggerFactory.getLogger(HealthAlerts.class);

    final Records records = new Records();
    private final Map<String, Route> routes = new LinkedHashMap<>();
    private final Map<String, Standing> standings = new LinkedHashMap<>();
    private final List<Message> gone = new ArrayList<>();
    private long lastNumber;

    /** One channel: what it is told, how, and what waits for it. */
    record Route(
            String name,
            String kind,
            ChannelPolicy policy,
            Optional<Duration> refresh,
            Predicate<Kind> takes,
            Lane lane) {
        /** That a channel does not work is told by the others. */
        boolean isFor(Outage outage) {
            boolean wanted = outage.channels.isEmpty() || outage.channels.contains(name);
            return wanted && !outage.lead.name().equals(ChannelCheck.name(name));
        }
    }

    Outbox(List<Route> routes) {
        routes.forEach(route -> this.routes.put(route.name(), route));
    }

    Iterable<Route> routes() {
        return routes.values();
    }

    Lane lane(String channel) {
        Route route = routes.get(channel);
        if (route == null) {
            throw new IllegalArgumentException("channel: " + channel + " (expected: one of " + routes.keySet() + ")");
        }
        return route.lane();
    }

    /** Makes messages of what is to be told, for each channel that is to know. */
    void tell(Outage outage, AlertNotification notification, Instant now) {
        for (Route route : routes.values()) {
            boolean onTheWay = route.isFor(outage);
            boolean told = wasTold(route, notification.key());
            boolean urgent = outage.severity.atLeast(route.policy().atLeast());
            boolean wanted = switch (notification.kind()) {
                case TRIGGER -> onTheWay && urgent && !told;
                case REMINDER -> told && route.policy().reminders();
                default -> told;
            };
            if (wanted && route.takes().test(notification.kind())) {
                send(route, notification, now);
            }
        }
    }

    /** Whether a channel that is to know of an outage has not been told. */
    boolean misses(Outage outage) {
        return routes.values().stream()
                .anyMatch(route -> route.isFor(outage)
                        && route.takes().test(Kind.TRIGGER)
                        && outage.severity.atLeast(route.policy().atLeast())
                        && !wasTold(route, outage.lead.key()));
    }

    /** Whether this is the check of a channel, which is told by the others: what else fails is not to go that way. */
    boolean isAboutChannel(String check) {
        return routes.keySet().stream().anyMatch(name -> ChannelCheck.name(name).equals(check));
    }

    /** Whether the far side knows, or will know by what waits, that something is wrong. */
    private boolean wasTold(Route route, String key) {
        Standing standing = standings.get(Standing.record(route.name(), key));
        return route.lane()
                .lastEssential(key)
                .map(kind -> kind == Kind.TRIGGER)
                .orElse(standing != null && standing.open());
    }

    private void send(Route route, AlertNotification notification, Instant now) {
        Message message = new Message(route.name(), nextNumber(now), notification, now, 0, now);
        records.put(message.record(), message.fields());
        route.lane().add(message, dropped -> records.delete(dropped.record()));
    }

    private long nextNumber(Instant now) {
        lastNumber = Math.max(lastNumber + 1, now.toEpochMilli() * 1000);
        return lastNumber;
    }

    /** Sees to it that what is owed waits to be sent, that far sides that forget are told again, and that what is too old goes. */
    void keepUp(Predicate<String> goesOn, Instant now) {
        for (Standing standing : List.copyOf(standings.values())) {
            Route route = routes.get(standing.channel());
            if (route == null || !standing.open()) {
                continue;
            }
            if (!goesOn.test(standing.key())) {
                close(route, standing, now);
            } else if (route.refresh().isPresent()
                    && !now.isBefore(standing.at().plus(route.refresh().get()))
                    && !route.lane().waits(standing.key(), Kind.REFRESH)) {
                send(route, Notifications.again(standing.last(), Kind.REFRESH, now), now);
            }
        }
        routes.values().forEach(route -> expire(route, now));
    }

    /** What is not for a channel counts as taken. */
    private void close(Route route, Standing standing, Instant now) {
        if (!route.takes().test(Kind.RESOLVE)) {
            forget(standing.record());
        } else if (route.lane().lastEssential(standing.key()).isEmpty()) {
            send(route, Notifications.resolved(standing.last(), now), now);
        }
    }

    private void forget(String standing) {
        standings.remove(standing);
        records.erase(standing);
    }

    /** Something that nobody heard of and that is over is not news any more after a while. */
    private void expire(Route route, Instant now) {
        List<Message> expired = new ArrayList<>();
        for (Deque<Message> queue : route.lane().queues()) {
            List<Message> waiting = List.copyOf(queue);
            for (int i = 0; i + 1 < waiting.size(); i++) {
                Message begin = waiting.get(i);
                Message end = waiting.get(i + 1);
                boolean pair = begin.kind() == Kind.TRIGGER && end.kind() == Kind.RESOLVE;
                boolean old = now.isAfter(end.created().plus(route.policy().expiry()));
                if (pair && old && !route.lane().isUnderWay(begin)) {
                    expired.add(begin);
                    expired.add(end);
                }
            }
            waiting.stream()
                    .filter(each -> !each.essential() && !route.lane().isUnderWay(each))
                    .filter(each ->
                            now.isAfter(each.created().plus(route.policy().expiry())))
                    .forEach(expired::add);
        }
        for (Message message : expired) {
            log.atError()
                    .addKeyValue("channel", message.channel())
                    .addKeyValue("alert", message.notification().summary())
                    .log("Message could not be sent for too long: given up");
            giveUp(message);
            gone.add(message);
        }
    }

    /** What was given up since this was last asked. */
    List<Message> takeExpired() {
        List<Message> taken = List.copyOf(gone);
        gone.clear();
        return taken;
    }

    Optional<String> reference(Message message) {
        return Optional.ofNullable(standings.get(Standing.record(message.channel(), message.key())))
                .filter(Standing::open)
                .map(Standing::reference)
                .filter(reference -> !reference.isEmpty());
    }

    void accepted(Message message, Receipt receipt, Instant now) {
        lane(message.channel()).accepted(message, now);
        records.delete(message.record());
        String record = Standing.record(message.channel(), message.key());
        Standing before = standings.get(record);
        if (message.kind() == Kind.RESOLVE) {
            forget(record);
            return;
        }
        String reference =
                before != null && before.open() && receipt.reference().isEmpty()
                        ? before.reference()
                        : receipt.reference();
        boolean first = before == null || !before.open() || message.kind() == Kind.TRIGGER;
        Standing after = new Standing(
                message.channel(), true, first ? receipt.reference() : reference, message.notification(), now);
        standings.put(record, after);
        records.put(record, after.fields());
    }

    Outcome failed(Message message, DeliveryFailure failure, Instant now) {
        Lane lane = lane(message.channel());
        Message again = lane.failed(message, failure, now);
        if (!message.essential() && lane.lastEssential(message.key()).isPresent()) {
            giveUp(again);
        } else {
            records.put(again.record(), again.fields());
        }
        return failure.rejected() ? Outcome.REJECTED : Outcome.FAILED;
    }

    /** An end is not to wait until a far side takes what does not matter any more. */
    private void giveUp(Message message) {
        lane(message.channel()).remove(message);
        records.delete(message.record());
    }

    /** What was kept, by its name in the store. */
    void load(Map<String, Fields> kept, Instant now) {
        List<Message> messages = new ArrayList<>();
        kept.forEach((record, fields) -> {
            if (record.startsWith("message/")) {
                Kept.read(record, fields, Message::of).ifPresent(message -> messages.add(message.notAfter(now)));
            } else if (record.startsWith("standing/")) {
                Kept.read(record, fields, Standing::of).ifPresent(standing -> standings.put(record, standing));
            }
        });
        messages.sort(Comparator.comparing(Message::number));
        long homeless = 0;
        for (Message message : messages) {
            Route route = routes.get(message.channel());
            lastNumber = Math.max(lastNumber, message.number());
            if (route == null) {
                homeless++;
            } else {
                route.lane().add(message, dropped -> records.delete(dropped.record()));
            }
        }
        tellOfHomeless(homeless);
    }

    private void tellOfHomeless(long messages) {
        long owed = standings.values().stream()
                        .filter(standing -> standing.open() && !routes.containsKey(standing.channel()))
                        .count()
                + messages;
        if (owed > 0) {
            log.atError()
                    .addKeyValue("owed", owed)
                    .log("Messages are owed to channels that are not configured any more; they are kept");
        }
    }
}
