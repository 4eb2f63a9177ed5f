package io.github.vitals.health.jdbc;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How each product is asked whether it takes writes. */
final class WriteAccess {
    private static final Question READ_ONLY = new Question("SELECT @@global.read_only", "read_only is on");

    /** By the product's name, in lower case, as the driver gives it. */
    private static final Map<String, List<Question>> QUESTIONS = Map.of(
            "postgresql",
            List.of(
                    new Question("SELECT pg_is_in_recovery()", "it is a replica (pg_is_in_recovery)"),
                    new Question("SHOW transaction_read_only", "transaction_read_only is on")),
            "mariadb",
            List.of(READ_ONLY),
            "mysql",
            List.of(READ_ONLY, new Question("SELECT @@global.super_read_only", "super_read_only is on")));

    private static final Set<String> OFF = Set.of("0", "f", "false", "off");

    private WriteAccess() {}

    /** Why nothing can be written; null if it can, as far as the product tells. */
    static @Nullable String refusal(Connection connection, Product product, Examination examination)
            throws SQLException {
        if (connection.isReadOnly()) {
            return "the connection was made read-only on our side";
        }
        for (Question question : QUESTIONS.getOrDefault(product.name().toLowerCase(Locale.ROOT), List.of())) {
            String answer = examination.ask(question.sql()).orElse("off");
            if (!OFF.contains(answer.toLowerCase(Locale.ROOT))) {
                return question.meaning();
            }
        }
        return null;
    }

    private record Question(String sql, String meaning) {}
}
