package io.github.vitals.health.jdbc;

import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** PostgreSQL's streaming replication, as its views show it from version 13 on. */
final class PostgresReplication implements ReplicationReader {
    /**
     * One row. What is behind is what was received, or what the primary has by its own last word, without what was
     * replayed. A user without the right sees of the receiver only that it is there.
     */
    private static final String REPLICA = """
            SELECT r.pid, r.status, r.sender_host, r.sender_port, pg_is_wal_replay_paused() AS paused,
                   pg_wal_lsn_diff(GREATEST(pg_last_wal_receive_lsn(), r.latest_end_lsn, pg_last_wal_replay_lsn()),
                                   pg_last_wal_replay_lsn()) AS behind,
                   EXTRACT(EPOCH FROM clock_timestamp() - pg_last_xact_replay_timestamp()) AS age,
                   current_user AS asker
              FROM (SELECT 1) AS one LEFT JOIN pg_stat_wal_receiver r ON true""";

    /** One row for each replica; those that only take a backup are none. */
    private static final String REPLICAS = """
            SELECT application_name AS name, client_addr AS host, state,
                   pg_wal_lsn_diff(pg_current_wal_lsn(),
                                   COALESCE(replay_lsn, flush_lsn, write_lsn, sent_lsn)) AS behind,
                   EXTRACT(EPOCH FROM replay_lag) AS age, current_user AS asker
              FROM pg_stat_replication
             WHERE state IS NULL OR state IN ('streaming', 'catchup')""";

    private static final String SLOTS = """
            SELECT slot_name, wal_status, GREATEST(pg_wal_lsn_diff(pg_current_wal_lsn(), restart_lsn), 0) AS retained
              FROM pg_replication_slots
             WHERE NOT active AND (restart_lsn IS NOT NULL OR wal_status = 'lost')
             ORDER BY 3 DESC NULLS FIRST""";

    private static final int MOST = 1000;

    @Override
    public Replication read(Examination examination, LagWatch watch) throws SQLException {
        boolean replica =
                examination.ask("SELECT pg_is_in_recovery()").orElse("f").startsWith("t");
        return replica ? replica(examination.records(REPLICA, 1).get(0), watch) : primary(examination);
    }

    private static Replication replica(Map<String, String> row, LagWatch watch) {
        boolean connected = !row.getOrDefault("pid", "").isEmpty();
        String status = row.getOrDefault("status", "");
        List<String> stopped = new ArrayList<>();
        if (!connected) {
            stopped.add("it is not connected to its primary (no WAL receiver runs)" + since(row));
        } else if (!status.isEmpty() && !status.equals("streaming")) {
            stopped.add("its WAL receiver is " + status + " (expected: streaming)" + since(row));
        }
        if (row.getOrDefault("paused", "f").startsWith("t")) {
            stopped.add("its replay is paused (pg_wal_replay_resume() lets it go on)" + since(row));
        }
        boolean hidden = connected && status.isEmpty();
        return new Replication.Replica(
                source(row),
                stopped,
                connected ? List.of(lag(row, watch)) : List.of(),
                hidden ? List.of(missing("whether the WAL receiver streams", row)) : List.of());
    }

    private static String since(Map<String, String> row) {
        Duration age = seconds(row);
        return age == null ? "" : "; the last commit it has is " + age.toSeconds() + " s old";
    }

    private static String source(Map<String, String> row) {
        String host = row.getOrDefault("sender_host", "");
        return host.isEmpty() ? "" : host + ":" + row.getOrDefault("sender_port", "");
    }

    private static Replication.Lag lag(Map<String, String> row, LagWatch watch) {
        Long behind = bytes(row);
        Duration time = behind == null ? null : watch.see(behind > 0, seconds(row));
        return new Replication.Lag("the replica", time, behind);
    }

    private static Replication primary(Examination examination) throws SQLException {
        List<Map<String, String>> replicas = examination.records(REPLICAS, MOST);
        boolean hidden =
                replicas.stream().anyMatch(row -> row.getOrDefault("state", "").isEmpty());
        return new Replication.Primary(
                replicas.size(),
                replicas.stream().map(PostgresReplication::lag).toList(),
                examination.records(SLOTS, MOST).stream()
                        .map(PostgresReplication::slot)
                        .toList(),
                hidden ? List.of(missing("how far the replicas are behind", replicas.get(0))) : List.of());
    }

    /** A replica that has all and hears nothing new tells no time. */
    private static Replication.Lag lag(Map<String, String> row) {
        Long behind = bytes(row);
        Duration age = seconds(row);
        String whose = "replica " + row.getOrDefault("name", "") + " at " + row.getOrDefault("host", "");
        return new Replication.Lag(
                whose,
                Long.valueOf(0).equals(behind) ? Duration.ZERO : age,
                behind == null ? null : Math.max(0, behind));
    }

    private static Replication.Slot slot(Map<String, String> row) {
        String retained = row.getOrDefault("retained", "");
        return new Replication.Slot(
                row.getOrDefault("slot_name", ""),
                retained.isEmpty() ? 0 : Long.parseLong(retained),
                row.getOrDefault("wal_status", "").equals("lost"));
    }

    private static String missing(String what, Map<String, String> row) {
        return "the user may not see " + what + " (missing: GRANT pg_read_all_stats TO " + row.getOrDefault("asker", "")
                + ")";
    }

    private static @Nullable Long bytes(Map<String, String> row) {
        String text = row.getOrDefault("behind", "");
        return text.isEmpty() ? null : Long.valueOf(text);
    }

    private static @Nullable Duration seconds(Map<String, String> row) {
        String text = row.getOrDefault("age", "");
        return text.isEmpty() ? null : Duration.ofMillis(Math.round(Double.parseDouble(text) * 1000));
    }
}
