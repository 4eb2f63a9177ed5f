package io.github.vitals.health.jdbc;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.InstanceHealth;
import io.github.vitals.health.history.LatencySketch;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How values are written into columns and read from them. What a newer version wrote and this one does not know is read
 * as the nearest that it knows.
 */
final class HistoryColumns {
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");
    private static final int LONGEST = 10_000;

    /** What PostgreSQL takes in no text: the character zero, and halves of a character. */
    private static final Pattern UNWRITABLE = Pattern.compile("[\\x00\\ud800-\\udfff]");

    private static final Map<String, FailureReason> REASONS = Arrays.stream(FailureReason.values())
            .collect(Collectors.toUnmodifiableMap(FailureReason::label, Function.identity()));
    private static final Map<String, HealthStatus> STATUSES = Arrays.stream(HealthStatus.values())
            .collect(Collectors.toUnmodifiableMap(HealthStatus::name, Function.identity()));

    private HistoryColumns() {}

    /** To the microsecond, which is what databases keep. */
    static OffsetDateTime time(Instant time) {
        Instant kept = time.isBefore(FIRST) ? FIRST : time.isAfter(LAST) ? LAST : time;
        return kept.truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
    }

    static Instant time(ResultSet result, String column) throws SQLException {
        return result.getObject(column, OffsetDateTime.class).toInstant();
    }

    static String text(String text) {
        String writable = UNWRITABLE.matcher(text).replaceAll("\ufffd");
        return writable.length() > LONGEST ? writable.substring(0, LONGEST - 1) + "…" : writable;
    }

    static HistoryKey key(HistoryKey key) {
        return new HistoryKey(key.subject(), text(key.name()));
    }

    /** Empty for what is neither a check nor a group. */
    static Optional<HistoryKey> key(ResultSet result) throws SQLException {
        String name = result.getString("name");
        return switch (String.valueOf(result.getString("subject"))) {
            case "CHECK" -> Optional.of(new HistoryKey(HealthTransition.Subject.CHECK, name));
            case "GROUP" -> Optional.of(new HistoryKey(HealthTransition.Subject.GROUP, name));
            default -> Optional.empty();
        };
    }

    /** Empty for what is neither a check nor a group. */
    static Optional<InstanceHealth.State> state(ResultSet result) throws SQLException {
        Optional<HistoryKey> key = key(result);
        return key.isEmpty()
                ? Optional.empty()
                : Optional.of(new InstanceHealth.State(
                        key.get(),
                        status(result, "status"),
                        time(result, "since"),
                        reason(result),
                        result.getString("message")));
    }

    static HealthStatus status(ResultSet result, String column) throws SQLException {
        return STATUSES.getOrDefault(result.getString(column), HealthStatus.UNKNOWN);
    }

    static @Nullable String reason(Optional<FailureReason> reason) {
        return reason.map(FailureReason::label).orElse(null);
    }

    static Optional<FailureReason> reason(ResultSet result) throws SQLException {
        return Optional.ofNullable(result.getString("reason")).map(REASONS::get);
    }

    /** For example {@code dns=1,timeout=3}; null if there are none. */
    static @Nullable String failures(Map<FailureReason, Integer> failures) {
        Map<String, Integer> byLabel = new TreeMap<>();
        failures.forEach((reason, count) -> byLabel.put(reason.label(), count));
        return byLabel.isEmpty()
                ? null
                : byLabel.entrySet().stream().map(Object::toString).collect(Collectors.joining(","));
    }

    /** A reason that is not known counts as none given, which is {@link FailureReason#ASSERTION}. */
    static Map<FailureReason, Integer> failures(@Nullable String text) {
        Map<FailureReason, Integer> failures = new EnumMap<>(FailureReason.class);
        for (String each : text == null || text.isEmpty() ? new String[0] : text.split(",", -1)) {
            int at = each.indexOf('=');
            failures.merge(
                    REASONS.getOrDefault(each.substring(0, Math.max(0, at)), FailureReason.ASSERTION),
                    Integer.parseInt(each.substring(at + 1)),
                    Integer::sum);
        }
        return failures;
    }

    static byte @Nullable [] latency(LatencySketch latency) {
        return latency.isEmpty() ? null : latency.toBytes();
    }

    static LatencySketch latency(byte @Nullable [] bytes) {
        return bytes == null ? LatencySketch.EMPTY : LatencySketch.ofBytes(bytes);
    }
}
