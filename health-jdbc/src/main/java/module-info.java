/** Health checks of databases and connection pools. */
module io.github.vitals.health.jdbc {
    requires transitive io.github.vitals.health;
    requires transitive java.sql;
    requires static com.zaxxer.hikari;
    requires static org.jspecify;

    exports io.github.vitals.health.jdbc;
}
