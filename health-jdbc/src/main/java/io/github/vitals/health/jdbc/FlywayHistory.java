package io.github.vitals.health.jdbc;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Flyway's table: one row for each migration that was run, undone or removed, the newest with the highest rank. */
record FlywayHistory(
        @Nullable String schema, String table, @Nullable MigrationVersion expected) implements SchemaHistory {
    private static final int MOST = 10_000;
    private static final Set<String> TRUE = Set.of("1", "t", "true");

    @Override
    public HealthResult judge(Examination examination) throws SQLException {
        Collection<Migration> last = lastWords(examination);
        Optional<MigrationVersion> installed = last.stream()
                .filter(Migration::installed)
                .map(Migration::version)
                .filter(MigrationVersion::valid)
                .map(MigrationVersion::of)
                .max(Comparator.naturalOrder());
        return result(last, installed.orElse(null))
                .detail("version", installed.map(MigrationVersion::text).orElse("none"));
    }

    private HealthResult result(Collection<Migration> last, @Nullable MigrationVersion installed) {
        Optional<Migration> failed = last.stream().filter(Migration::failed).findFirst();
        if (failed.isPresent()) {
            return HealthResult.down(FailureReason.SCHEMA, failed.get().text() + " has failed");
        }
        if (expected != null && (installed == null || installed.compareTo(expected) < 0)) {
            return HealthResult.down(
                    FailureReason.SCHEMA,
                    "a migration is pending: the schema is at version "
                            + (installed == null ? "none" : installed.text()) + " (expected: at least "
                            + expected.text() + ")");
        }
        return HealthResult.up();
    }

    /** What was done last to each migration. */
    private Collection<Migration> lastWords(Examination examination) throws SQLException {
        Map<String, Migration> last = new LinkedHashMap<>();
        for (List<String> row : examination.rows(sql(examination), MOST)) {
            Migration migration = new Migration(row);
            last.putIfAbsent(migration.key(), migration);
        }
        return last.values();
    }

    private String sql(Examination examination) throws SQLException {
        String where = schema == null ? "" : examination.quoted(schema) + ".";
        return "SELECT " + examination.quoted("version") + ", " + examination.quoted("description") + ", "
                + examination.quoted("type") + ", " + examination.quoted("success") + " FROM " + where
                + examination.quoted(table) + " ORDER BY " + examination.quoted("installed_rank") + " DESC";
    }

    private record Migration(List<String> row) {
        String version() {
            return row.get(0);
        }

        /** Repeatable migrations have no version. */
        String key() {
            return version().isEmpty() ? "repeatable " + row.get(1) : version();
        }

        String text() {
            return version().isEmpty()
                    ? "the repeatable migration " + row.get(1)
                    : "migration " + version() + " (" + row.get(1) + ")";
        }

        private boolean present() {
            return !row.get(2).equals("DELETE") && !row.get(2).startsWith("UNDO");
        }

        private boolean successful() {
            return TRUE.contains(row.get(3).toLowerCase(Locale.ROOT));
        }

        boolean installed() {
            return present() && successful();
        }

        boolean failed() {
            return !successful();
        }
    }
}
