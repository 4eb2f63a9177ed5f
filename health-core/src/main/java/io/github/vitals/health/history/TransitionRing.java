package io.github.vitals.health.history;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** The last transitions of one check or group, in few bytes; of a message the beginning is kept. */
@SuppressWarnings("EnumOrdinal") // within one process
final class TransitionRing {
    static final int MOST = 100;
    static final int LONGEST_MESSAGE = 200;

    private static final int OVERHEAD = 24;
    private static final HealthStatus[] STATUSES = HealthStatus.values();
    private static final FailureReason[] REASONS = FailureReason.values();

    private final HistoryKey key;
    private final MemoryBudget budget;
    private final Deque<byte[]> packed = new ArrayDeque<>();
    private int bytes;

    TransitionRing(HistoryKey key, MemoryBudget budget) {
        this.key = key;
        this.budget = budget;
    }

    void add(HealthTransition transition) {
        byte[] one = packed(transition);
        packed.addLast(one);
        bytes += one.length + OVERHEAD;
        while (packed.size() > MOST || (packed.size() > 1 && bytes > budget.bytesOfTransitions())) {
            bytes -= packed.removeFirst().length + OVERHEAD;
        }
    }

    /** Puts older ones before those that are there. */
    void addBefore(List<HealthTransition> older) {
        List<HealthTransition> all = new ArrayList<>(older);
        all.addAll(transitions());
        packed.clear();
        bytes = 0;
        all.forEach(this::add);
    }

    /** Lets go of what is to come yet. */
    void dropAfter(long time) {
        List<HealthTransition> past = transitions().stream()
                .filter(transition -> transition.at().toEpochMilli() <= time)
                .toList();
        packed.clear();
        bytes = 0;
        past.forEach(this::add);
    }

    int bytes() {
        return bytes;
    }

    List<HealthTransition> transitions() {
        return packed.stream().map(this::unpacked).toList();
    }

    static String shortened(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE - 1) + "…";
    }

    private static byte[] packed(HealthTransition transition) {
        ByteWriter writer = new ByteWriter(32);
        writer.number(Math.max(0, transition.at().toEpochMilli()));
        writer.number(Math.max(0, transition.lasted().toMillis()));
        writer.put(transition.from().ordinal());
        writer.put(transition.to().ordinal());
        writer.put(transition.reason().map(reason -> reason.ordinal() + 1).orElse(0));
        writer.text(shortened(transition.message()));
        writer.text(transition.rootCause().orElse(""));
        return writer.copy();
    }

    private HealthTransition unpacked(byte[] one) {
        ByteReader reader = new ByteReader(one);
        Instant at = Instant.ofEpochMilli(reader.number());
        Duration lasted = Duration.ofMillis(reader.number());
        HealthStatus from = STATUSES[reader.next()];
        HealthStatus to = STATUSES[reader.next()];
        int reason = reader.next();
        String message = reader.text();
        String root = reader.text();
        return new HealthTransition(
                key.subject(),
                key.name(),
                from,
                to,
                reason == 0 ? Optional.empty() : Optional.of(REASONS[reason - 1]),
                message,
                root.isEmpty() ? Optional.empty() : Optional.of(root),
                at,
                lasted);
    }
}
