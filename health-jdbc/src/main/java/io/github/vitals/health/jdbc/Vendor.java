package io.github.vitals.health.jdbc;

import io.github.vitals.health.FailureReason;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is known of single products: how each is asked whether it takes writes and how its replication does, and what
 * its error codes mean. The one place to look when a product is added or changes; only what JDBC and the SQL standard
 * say of all of them is elsewhere.
 */
@SuppressWarnings("ImmutableEnumChecker") // the readers have no state, and the lists are List.of
enum Vendor {
    POSTGRESQL(
            new PostgresReplication(),
            new Question("SELECT pg_is_in_recovery()", "it is a replica (pg_is_in_recovery)"),
            new Question("SHOW transaction_read_only", "transaction_read_only is on")),
    MARIADB(BinlogReplication.MARIADB, Question.READ_ONLY),
    MYSQL(
            BinlogReplication.MYSQL,
            Question.READ_ONLY,
            new Question("SELECT @@global.super_read_only", "super_read_only is on")),
    /** Any other: nothing is known beyond what JDBC tells. */
    OTHER(null);

    /** PostgreSQL, the standard as MySQL, MariaDB and H2 have it, and the schema missing. */
    private static final Set<String> NO_SUCH_TABLE = Set.of("42P01", "42S02", "42S03", "42S04", "3F000", "90079");

    private static final Set<String> OFF = Set.of("0", "f", "false", "off");

    private final @Nullable ReplicationReader replication;
    private final List<Question> aboutWrites;

    Vendor(@Nullable ReplicationReader replication, Question... aboutWrites) {
        this.replication = replication;
        this.aboutWrites = List.of(aboutWrites);
    }

    /** By the product's name, as the driver gives it. */
    static Vendor of(Product product) {
        return switch (product.name().toLowerCase(Locale.ROOT)) {
            case "postgresql" -> POSTGRESQL;
            case "mariadb" -> MARIADB;
            case "mysql" -> MYSQL;
            default -> OTHER;
        };
    }

    /** How its replication is read; null if it is not known. */
    @Nullable
    ReplicationReader replication() {
        return replication;
    }

    /** Why nothing can be written; null if it can, as far as the product tells. */
    @Nullable
    String refusal(Connection connection, Examination examination) throws SQLException {
        if (connection.isReadOnly()) {
            return "the connection was made read-only on our side";
        }
        for (Question question : aboutWrites) {
            String answer = examination.ask(question.sql()).orElse("off");
            if (!OFF.contains(answer.toLowerCase(Locale.ROOT))) {
                return question.meaning();
            }
        }
        return null;
    }

    /**
     * What a product's own code says; null if it says nothing. Asked where the product is not known yet, so the codes
     * of all are here: states of PostgreSQL, and 90097 of H2; numbers of MySQL and MariaDB.
     */
    static @Nullable FailureReason reason(SQLException failure) {
        String state = state(failure);
        return switch (state) {
            case "53300" -> FailureReason.SATURATED;
            case "57P03" -> says(failure, "shutting down") ? FailureReason.CONNECT_REFUSED : FailureReason.STARTING;
            case "57P01", "57P02", "57P05" -> FailureReason.CONNECTION_LOST;
            case "57014" -> FailureReason.TIMEOUT;
            case "25006", "90097" -> FailureReason.READ_ONLY;
            default -> byNumber(failure.getErrorCode() + " " + state);
        };
    }

    /** Of MySQL and MariaDB, whose states say less than their numbers; the state beside, since other products count too. */
    private static @Nullable FailureReason byNumber(String numberAndState) {
        return switch (numberAndState) {
            case "1040 08004", "1203 42000", "1226 42000" -> FailureReason.SATURATED;
            case "1044 42000", "1130 HY000" -> FailureReason.AUTH;
            case "1290 HY000", "1836 HY000" -> FailureReason.READ_ONLY;
            case "1317 70100", "1969 70100", "3024 HY000" -> FailureReason.TIMEOUT;
            default -> null;
        };
    }

    static boolean noSuchTable(SQLException failure) {
        return NO_SUCH_TABLE.contains(state(failure));
    }

    /** Whether the user lacks a right, who was let in otherwise. */
    static boolean refused(SQLException failure) {
        return state(failure).equals("42501") || failure.getErrorCode() == 1227;
    }

    /** Whether the statement is not known to this version of the product. */
    static boolean unknownStatement(SQLException failure) {
        return failure.getErrorCode() == 1064;
    }

    private static String state(SQLException failure) {
        return String.valueOf(failure.getSQLState());
    }

    private static boolean says(SQLException failure, String text) {
        return String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT).contains(text);
    }

    private record Question(String sql, String meaning) {
        static final Question READ_ONLY = new Question("SELECT @@global.read_only", "read_only is on");
    }
}
