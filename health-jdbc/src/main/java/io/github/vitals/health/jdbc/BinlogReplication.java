package io.github.vitals.health.jdbc;

import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The replication of MariaDB and MySQL by their binary log. A replica may follow several servers at once, each over a
 * connection with a name.
 */
final class BinlogReplication implements ReplicationReader {
    static final BinlogReplication MARIADB = new BinlogReplication(
            List.of("SHOW ALL SLAVES STATUS"),
            "REPLICA MONITOR",
            List.of("SHOW GLOBAL STATUS LIKE 'Slaves_connected'"),
            "");

    /** The first statement of each is that of version 8.0.22 and later, the second that of earlier ones. */
    static final BinlogReplication MYSQL = new BinlogReplication(
            List.of("SHOW REPLICA STATUS", "SHOW SLAVE STATUS"),
            "REPLICATION CLIENT",
            List.of("SHOW REPLICAS", "SHOW SLAVE HOSTS"),
            "REPLICATION SLAVE");

    private static final int MOST = 1000;

    private final List<String> status;
    private final String statusRight;
    private final List<String> replicas;
    private final String replicasRight;

    private BinlogReplication(List<String> status, String statusRight, List<String> replicas, String replicasRight) {
        this.status = status;
        this.statusRight = statusRight;
        this.replicas = replicas;
        this.replicasRight = replicasRight;
    }

    @Override
    public Replication read(Examination examination, LagWatch watch) throws SQLException, HiddenException {
        List<BinlogStatus> rows;
        try {
            rows = first(examination, status).stream().map(BinlogStatus::of).toList();
        } catch (SQLException failure) {
            if (Vendor.refused(failure)) {
                throw new HiddenException(missing("the state of the replication", statusRight, examination), failure);
            }
            throw failure;
        }
        return rows.isEmpty() ? primary(examination) : replica(rows);
    }

    /** The answer to the first statement that this version knows. */
    private static List<Map<String, String>> first(Examination examination, List<String> statements)
            throws SQLException {
        SQLException unknown = null;
        for (String statement : statements) {
            try {
                return examination.records(statement, MOST);
            } catch (SQLException failure) {
                if (!Vendor.unknownStatement(failure)) {
                    throw failure;
                }
                unknown = failure;
            }
        }
        throw unknown == null ? new SQLException("statements: none (expected: at least one)") : unknown;
    }

    private static String missing(String what, String right, Examination examination) throws SQLException {
        return "the user may not see " + what + " (missing: GRANT " + right + " ON *.* TO "
                + examination.ask("SELECT CURRENT_USER()").orElse("the user") + ")";
    }

    private Replication primary(Examination examination) throws SQLException {
        try {
            List<Map<String, String>> rows = first(examination, replicas);
            return new Replication.Primary(count(rows), List.of(), List.of(), List.of());
        } catch (SQLException failure) {
            if (Vendor.refused(failure)) {
                return new Replication.Primary(
                        null, List.of(), List.of(), List.of(missing("the replicas", replicasRight, examination)));
            }
            throw failure;
        }
    }

    /** MariaDB tells the number, MySQL one row for each. */
    private static int count(List<Map<String, String>> rows) {
        if (rows.size() == 1 && "Slaves_connected".equalsIgnoreCase(rows.get(0).get("variable_name"))) {
            return Integer.parseInt(rows.get(0).getOrDefault("value", "0"));
        }
        return rows.size();
    }

    private static Replication replica(List<BinlogStatus> rows) {
        return new Replication.Replica(
                rows.stream().map(BinlogStatus::source).distinct().collect(Collectors.joining(", ")),
                rows.stream().flatMap(row -> row.stopped().stream()).toList(),
                rows.stream()
                        .filter(row -> row.stopped().isEmpty())
                        .map(BinlogStatus::lag)
                        .toList(),
                List.of());
    }
}
