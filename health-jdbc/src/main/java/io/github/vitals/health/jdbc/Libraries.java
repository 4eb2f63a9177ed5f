package io.github.vitals.health.jdbc;

/** Libraries that are needed by some who use us, and not by all. */
enum Libraries {
    FLYWAY("org.flywaydb.core.Flyway", "org.flywaydb:flyway-core, or migrate(false)"),
    FLYWAY_POSTGRESQL(
            "org.flywaydb.database.postgresql.PostgreSQLDatabaseType",
            "org.flywaydb:flyway-database-postgresql, or migrate(false)"),
    H2("org.h2.jdbcx.JdbcDataSource", "com.h2database:h2");

    private final String type;
    private final String artefact;

    Libraries(String type, String artefact) {
        this.type = type;
        this.artefact = artefact;
    }

    static void require(Libraries library) {
        try {
            Class.forName(library.type, false, Libraries.class.getClassLoader());
        } catch (ClassNotFoundException | NoClassDefFoundError absent) {
            throw new IllegalStateException(
                    "class path: no " + library.type + " (expected: " + library.artefact + ")", absent);
        }
    }
}
