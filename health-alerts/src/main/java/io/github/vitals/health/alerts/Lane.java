package io.github.vitals.health.alerts;

import io.github.vitals.health.alerting.AlertChannelHealth;
import io.github.vitals.health.alerts.channel.AlertNotification.Kind;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What waits for one channel: of each alert in order, of different alerts whatever is due. One message is on its way at a
 * time. When the far side does not answer, the channel as a whole is left alone for longer and longer; what it refuses
 * waits for itself. Told the time; not thread-safe.
 */
final class Lane {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);
    private static final Duration FIRST_RETRY = Duration.ofSeconds(1);
    private static final Duration LONGEST_REFUSED_RETRY = Duration.ofMinutes(5);
    private static final Duration REFUSED_RETRY = Duration.ofSeconds(30);
    private static final Duration MINUTE = Duration.ofMinutes(1);

    /** More than that wait for one alert only while it comes and goes and nobody takes it. */
    private static final int MOST_OF_ONE_ALERT = 100;

    private final String name;
    private final Map<String, Deque<Message>> byKey = new LinkedHashMap<>();
    private final Deque<Instant> sent = new ArrayDeque<>();
    private final int perMinute;
    private @Nullable Message underWay;
    private Instant pausedUntil = Instant.MIN;
    private int failures;
    private @Nullable Instant lastAccepted;
    private @Nullable String failing;

    Lane(String name, int perMinute) {
        this.name = name;
        this.perMinute = perMinute;
    }

    /** Goes on as another has: what was under way still is. */
    void continueFrom(Lane before) {
        underWay = before.underWay;
        sent.addAll(before.sent);
        pausedUntil = before.pausedUntil;
        failures = before.failures;
        lastAccepted = before.lastAccepted;
        failing = before.failing;
    }

    /** Takes a message; {@code dropped} is told of those that need not be sent any more. */
    void add(Message message, Consumer<Message> dropped) {
        Deque<Message> queue = byKey.computeIfAbsent(message.key(), key -> new ArrayDeque<>());
        if (message.essential()) {
            drop(queue, waiting -> !waiting.essential() && !isUnderWay(waiting), dropped);
        } else {
            drop(queue, waiting -> waiting.kind() == message.kind() && !isUnderWay(waiting), dropped);
        }
        queue.add(message);
        if (queue.size() > MOST_OF_ONE_ALERT) {
            fold(queue, dropped);
        }
    }

    private static void drop(Deque<Message> queue, Predicate<Message> which, Consumer<Message> dropped) {
        for (Iterator<Message> waiting = queue.iterator(); waiting.hasNext(); ) {
            Message each = waiting.next();
            if (which.test(each)) {
                waiting.remove();
                dropped.accept(each);
            }
        }
    }

    /** An end and the beginning after it, both of which nobody has heard of, are as if they had not been. */
    private void fold(Deque<Message> queue, Consumer<Message> dropped) {
        List<Message> waiting = List.copyOf(queue);
        for (int i = 0; i + 1 < waiting.size(); i++) {
            Message end = waiting.get(i);
            Message begin = waiting.get(i + 1);
            boolean pair = end.kind() == Kind.RESOLVE && begin.kind() == Kind.TRIGGER;
            if (pair && !isUnderWay(end) && end.attempts() == 0) {
                drop(queue, each -> each.number() == end.number() || each.number() == begin.number(), dropped);
                return;
            }
        }
    }

    /** What is to be sent now; it is under way from then on. */
    @Nullable
    Message next(Instant now) {
        if (underWay != null || now.isBefore(pausedUntil) || !mayBeSent(now)) {
            return null;
        }
        underWay = byKey.values().stream()
                .map(Deque::peekFirst)
                .filter(head -> head != null && !head.next().isAfter(now))
                .min(Comparator.comparing(Message::next).thenComparing(Message::number))
                .orElse(null);
        if (underWay != null) {
            sent.add(now);
        }
        return underWay;
    }

    private boolean mayBeSent(Instant now) {
        while (!sent.isEmpty() && !sent.peekFirst().isAfter(now.minus(MINUTE))) {
            sent.removeFirst();
        }
        return sent.size() < perMinute;
    }

    /** When there may be something to be sent next; empty if nothing waits, or something is under way. */
    Optional<Instant> due() {
        if (underWay != null) {
            return Optional.empty();
        }
        Optional<Instant> first = byKey.values().stream()
                .map(Deque::peekFirst)
                .filter(head -> head != null)
                .map(Message::next)
                .min(Comparator.naturalOrder());
        Instant allowed = sent.size() < perMinute || sent.isEmpty()
                ? pausedUntil
                : later(pausedUntil, sent.peekFirst().plus(MINUTE));
        return first.map(next -> later(next, allowed));
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** The far side has taken it. */
    void accepted(Message message, Instant now) {
        underWay = null;
        failures = 0;
        pausedUntil = Instant.MIN;
        failing = null;
        lastAccepted = now;
        remove(message);
    }

    /** Nobody sends it any more. */
    void remove(Message message) {
        Deque<Message> queue = byKey.get(message.key());
        if (queue != null) {
            queue.removeIf(waiting -> waiting.number() == message.number());
            if (queue.isEmpty()) {
                byKey.remove(message.key());
            }
        }
    }

    /** The far side has not taken it; gives the message as it waits from now on. */
    Message failed(Message message, DeliveryFailure failure, Instant now) {
        underWay = null;
        failing = failure.getMessage();
        Duration retry;
        if (failure.rejected()) {
            retry = backOff(REFUSED_RETRY, message.attempts(), LONGEST_REFUSED_RETRY);
        } else {
            retry = backOff(FIRST_RETRY, message.attempts(), LONGEST_PAUSE);
            Duration pause = failure.retryAfter().orElse(backOff(FIRST_PAUSE, failures, LONGEST_PAUSE));
            pausedUntil = now.plus(pause);
            failures++;
        }
        Message again = message.failed(now.plus(spread(message, retry)));
        replace(message, again);
        return again;
    }

    private void replace(Message before, Message after) {
        Deque<Message> queue = byKey.get(before.key());
        if (queue != null && queue.peekFirst() != null && queue.peekFirst().number() == before.number()) {
            queue.removeFirst();
            queue.addFirst(after);
        }
    }

    private static Duration backOff(Duration first, int times, Duration longest) {
        Duration doubled = first.multipliedBy(1L << Math.min(times, 20));
        return doubled.compareTo(longest) < 0 ? doubled : longest;
    }

    /** Up to a tenth less, by its number, so that not all come at once. */
    private static Duration spread(Message message, Duration retry) {
        return retry.minus(
                retry.multipliedBy(Math.floorMod(message.number(), 100)).dividedBy(1000));
    }

    boolean isUnderWay(Message message) {
        return underWay != null && underWay.number() == message.number();
    }

    /** The last message of an alert that begins or ends it; empty if none waits. */
    Optional<Kind> lastEssential(String key) {
        Kind last = null;
        for (Message each : byKey.getOrDefault(key, new ArrayDeque<>())) {
            last = each.essential() ? each.kind() : last;
        }
        return Optional.ofNullable(last);
    }

    boolean waits(String key, Kind kind) {
        return byKey.getOrDefault(key, new ArrayDeque<>()).stream().anyMatch(each -> each.kind() == kind);
    }

    Iterable<Deque<Message>> queues() {
        return byKey.values();
    }

    int size() {
        return byKey.values().stream().mapToInt(Deque::size).sum();
    }

    Optional<Instant> oldest() {
        return byKey.values().stream()
                .flatMap(Deque::stream)
                .map(Message::created)
                .min(Comparator.naturalOrder());
    }

    /** What failed here fails no more once another instance sends. */
    AlertChannelHealth health(String kind, boolean sends) {
        Optional<String> why = Optional.ofNullable(failing).filter(text -> sends);
        return new AlertChannelHealth(name, kind, size(), oldest(), Optional.ofNullable(lastAccepted), why);
    }
}
