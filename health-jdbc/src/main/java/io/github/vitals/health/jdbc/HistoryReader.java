package io.github.vitals.health.jdbc;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.history.HistoryBatch;
import io.github.vitals.health.history.HistoryBucket;
import io.github.vitals.health.history.HistoryKey;
import io.github.vitals.health.history.HistoryStore;
import io.github.vitals.health.history.HistoryTier;
import io.github.vitals.health.history.InstanceHealth;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads back what was written, within one transaction. What cannot be understood is left out, and said. */
final class HistoryReader {
    static final List<String> BUCKET_KEY = List.of("instance_id", "tier_seconds", "start_at", "series_id");
    static final List<String> BUCKET_VALUES = Stream.concat(
                    Stream.of(HealthStatus.values()).map(HistoryReader::column),
                    Stream.of("runs", "outages", "failures", "latency"))
            .toList();

    private static final Logger log = LoggerFactory.getLogger(JdbcHistoryStore.class);

    private static final String BUCKETS = "SELECT start_at, series_id, " + String.join(", ", BUCKET_VALUES)
            + " FROM vitals_history_bucket WHERE instance_id = ? AND tier_seconds = ? AND start_at >= ?"
            + " ORDER BY instance_id, tier_seconds, start_at, series_id";

    private static final String TRANSITIONS = "SELECT changed_at, number, lasted_ms, from_status, to_status, reason,"
            + " message, root_cause FROM vitals_history_transition WHERE series_id = ?"
            + " ORDER BY series_id DESC, changed_at DESC, number DESC FETCH FIRST ? ROWS ONLY";

    /** Those who have been gone for a day are history; and however many there are, the answer stays small. */
    private static final String INSTANCES = "SELECT i.instance, i.started_at, i.seen_at, s.subject, s.name, t.status,"
            + " t.since, t.reason, t.message FROM (SELECT id, instance, started_at, seen_at"
            + " FROM vitals_history_instance WHERE service = ? AND seen_at > CURRENT_TIMESTAMP - INTERVAL '1' DAY"
            + " ORDER BY seen_at DESC FETCH FIRST 100 ROWS ONLY) i"
            + " LEFT JOIN vitals_history_series s ON s.instance_id = i.id"
            + " LEFT JOIN vitals_history_state t ON t.series_id = s.id";

    private final StoreSession session;
    private final HistoryStore.Reader reader;
    private final int instance;
    private final Map<Integer, HistoryKey> keys;
    private int strange;

    private HistoryReader(StoreSession session, HistoryStore.Reader reader, int instance) throws SQLException {
        this.session = session;
        this.reader = reader;
        this.instance = instance;
        this.keys = KnownInstance.keys(session, instance);
    }

    static void read(
            StoreSession session,
            int instance,
            Map<HistoryTier, Instant> since,
            int transitions,
            HistoryStore.Reader reader)
            throws SQLException {
        HistoryReader reading = new HistoryReader(session, reader, instance);
        for (Map.Entry<HistoryTier, Instant> each : since.entrySet()) {
            reading.readBuckets(each.getKey(), each.getValue());
        }
        for (Map.Entry<Integer, HistoryKey> each : reading.keys.entrySet()) {
            reading.readTransitions(each.getKey(), each.getValue(), transitions);
        }
        if (reading.strange > 0) {
            log.atWarn()
                    .addKeyValue("health.history.rows", reading.strange)
                    .log("rows of the history were not understood and are left out");
        }
    }

    private static String column(HealthStatus status) {
        return status.name().toLowerCase(Locale.ROOT) + "_ms";
    }

    private void readBuckets(HistoryTier tier, Instant since) throws SQLException {
        session.each(
                BUCKETS,
                row -> bucket(row, tier).ifPresent(reader::bucket),
                instance,
                (int) tier.width().toSeconds(),
                HistoryColumns.time(since));
    }

    private Optional<HistoryBatch.Bucket> bucket(ResultSet row, HistoryTier tier) throws SQLException {
        HistoryKey key = keys.get(row.getInt("series_id"));
        if (key == null) {
            strange++;
            return Optional.empty();
        }
        try {
            return Optional.of(new HistoryBatch.Bucket(key, tier, bucket(row, tier.width())));
        } catch (IllegalArgumentException notOurs) {
            strange++;
            return Optional.empty();
        }
    }

    private static HistoryBucket bucket(ResultSet row, Duration width) throws SQLException {
        Map<HealthStatus, Duration> times = new EnumMap<>(HealthStatus.class);
        for (HealthStatus status : HealthStatus.values()) {
            times.put(status, Duration.ofMillis(row.getInt(column(status))));
        }
        return HistoryBucket.of(
                HistoryColumns.time(row, "start_at"),
                width,
                times,
                row.getInt("runs"),
                row.getInt("outages"),
                HistoryColumns.failures(row.getString("failures")),
                HistoryColumns.latency(row.getBytes("latency")));
    }

    private void readTransitions(int series, HistoryKey key, int most) throws SQLException {
        List<HistoryBatch.Transition> latestFirst =
                new ArrayList<>(session.list(TRANSITIONS, row -> transition(row, key), series, most));
        Collections.reverse(latestFirst);
        for (HistoryBatch.Transition each : latestFirst) {
            if (each.transition().from() == each.transition().to()) {
                strange++;
            } else {
                reader.transition(each.number(), each.transition());
            }
        }
    }

    private static HistoryBatch.Transition transition(ResultSet row, HistoryKey key) throws SQLException {
        HealthTransition transition = new HealthTransition(
                key.subject(),
                key.name(),
                HistoryColumns.status(row, "from_status"),
                HistoryColumns.status(row, "to_status"),
                HistoryColumns.reason(row),
                row.getString("message"),
                Optional.ofNullable(row.getString("root_cause")),
                HistoryColumns.time(row, "changed_at"),
                Duration.ofMillis(row.getLong("lasted_ms")));
        return new HistoryBatch.Transition(row.getLong("number"), transition);
    }

    static List<InstanceHealth> instances(StoreSession session, String service) throws SQLException {
        Map<String, InstanceHealth> bare = new TreeMap<>();
        Map<String, Map<HistoryKey, InstanceHealth.State>> states = new TreeMap<>();
        session.each(
                INSTANCES,
                row -> {
                    String name = row.getString("instance");
                    bare.put(
                            name,
                            new InstanceHealth(
                                    name,
                                    HistoryColumns.time(row, "started_at"),
                                    HistoryColumns.time(row, "seen_at"),
                                    List.of()));
                    Map<HistoryKey, InstanceHealth.State> own = states.computeIfAbsent(name, none -> new TreeMap<>());
                    if (row.getString("status") != null) {
                        HistoryColumns.state(row).ifPresent(state -> own.put(state.key(), state));
                    }
                },
                service);
        return bare.values().stream()
                .map(each -> new InstanceHealth(
                        each.instance(),
                        each.started(),
                        each.seen(),
                        List.copyOf(
                                states.getOrDefault(each.instance(), Map.of()).values())))
                .toList();
    }
}
