package io.github.vitals.health.jdbc;

/** Libraries that only some of those need who keep something. */
enum Library {
    FLYWAY("making the tables of a store", "org.flywaydb.core.Flyway", "org.flywaydb:flyway-core"),
    FLYWAY_POSTGRESQL(
            "making the tables of a store in PostgreSQL",
            "org.flywaydb.database.postgresql.PostgreSQLDatabaseType",
            "org.flywaydb:flyway-database-postgresql"),
    H2("keeping history in a file", "org.h2.jdbcx.JdbcDataSource", "com.h2database:h2");

    private final String user;
    private final String type;
    private final String artifact;

    Library(String user, String type, String artifact) {
        this.user = user;
        this.type = type;
        this.artifact = artifact;
    }

    /** Fails where the library is not there, and says which to add. */
    void require() {
        try {
            Class.forName(type, false, Library.class.getClassLoader());
        } catch (ClassNotFoundException | NoClassDefFoundError absent) {
            throw new IllegalStateException(
                    user + " needs the library " + artifact + ", an optional dependency: add it to yours", absent);
        }
    }
}
