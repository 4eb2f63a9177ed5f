package io.github.vitals.health.jdbc;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Liquibase's two tables, whose names need no quoting: what has run, and who may run more. */
record LiquibaseHistory(String where, @Nullable String expected, LockWatch watch) implements SchemaHistory {
    private static final Set<String> TRUE = Set.of("1", "t", "true");

    @Override
    public String table() {
        return where + "DATABASECHANGELOG";
    }

    @Override
    public HealthResult judge(Examination examination) throws SQLException {
        String holder = holder(examination);
        Duration held = watch.see(holder);
        String count = examination.ask("SELECT COUNT(*) FROM " + table()).orElse("0");
        HealthResult result = result(examination, holder, held).detail("change_sets", Long.valueOf(count));
        return holder == null ? result : result.detail("locked_by", holder);
    }

    private HealthResult result(Examination examination, @Nullable String holder, Duration held) throws SQLException {
        if (expected != null && !hasRun(examination, expected)) {
            return HealthResult.down(
                    FailureReason.SCHEMA,
                    "change set " + expected + " has not run"
                            + (holder == null ? "" : "; the lock for migrations is held by " + holder));
        }
        if (held.compareTo(watch.limit()) >= 0) {
            return HealthResult.degraded(
                    FailureReason.SCHEMA,
                    "the lock for migrations is seen held by " + holder + " for " + held.toSeconds() + " s (limit: "
                            + watch.limit().toSeconds() + " s): a migration takes long, or was killed");
        }
        return HealthResult.up();
    }

    private boolean hasRun(Examination examination, String id) throws SQLException {
        return !examination
                .rows("SELECT ID FROM " + table() + " WHERE ID = ?", 1, id)
                .isEmpty();
    }

    /** Who holds the lock, and since when by his own clock; null if nobody does. */
    private @Nullable String holder(Examination examination) throws SQLException {
        for (List<String> row : examination.rows("SELECT LOCKED, LOCKEDBY, LOCKGRANTED FROM " + table() + "LOCK", 10)) {
            if (TRUE.contains(row.get(0).toLowerCase(Locale.ROOT))) {
                return row.get(1) + " since " + row.get(2);
            }
        }
        return null;
    }
}
