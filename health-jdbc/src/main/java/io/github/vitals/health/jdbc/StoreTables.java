package io.github.vitals.health.jdbc;

import java.util.List;
import java.util.stream.Stream;

/** The tables of one kind of store. Each kind has a schema history of its own, so that either may be there first. */
@SuppressWarnings("ImmutableEnumChecker") // the lists are List.of
enum StoreTables {
    HISTORY(
            "history",
            "vitals_schema_history",
            List.of("V1__history.sql"),
            List.of("postgresql/V1_1__room_for_updates.sql")),
    SHARED("shared", "vitals_shared_schema_history", List.of("V1__shared.sql"), List.of());

    private final String name;
    private final String schemaHistory;
    private final List<String> scripts;
    private final List<String> postgresql;

    StoreTables(String name, String schemaHistory, List<String> scripts, List<String> postgresql) {
        this.name = name;
        this.schemaHistory = schemaHistory;
        this.scripts = scripts;
        this.postgresql = postgresql;
    }

    /** What their names begin with: there the schema goes, where one is set. */
    String prefix() {
        return "vitals_" + name + "_";
    }

    String schemaHistory() {
        return schemaHistory;
    }

    /** What makes them. */
    List<StoreScript> scripts(StoreDialect dialect) {
        List<String> more = dialect == StoreDialect.POSTGRESQL ? postgresql : List.of();
        return Stream.concat(scripts.stream(), more.stream())
                .map(script -> new StoreScript("/io/github/vitals/health/jdbc/" + name + "/", script))
                .toList();
    }
}
