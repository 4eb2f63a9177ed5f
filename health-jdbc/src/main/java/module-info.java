/** Health checks of databases and connection pools, and history that is kept in a database. */
module io.github.vitals.health.jdbc {
    requires transitive io.github.vitals.health;
    requires transitive java.sql;
    requires java.naming;
    requires static com.h2database;
    requires static com.zaxxer.hikari;
    requires static flyway.core;
    requires static org.jspecify;

    exports io.github.vitals.health.jdbc;
}
