package io.github.vitals.health.jdbc;

import io.github.vitals.health.HealthResult;
import java.sql.SQLException;

/** What a tool for migrations has left in the database, and how it is read. */
interface SchemaHistory {
    /** Reads it and says what it means. */
    HealthResult judge(Examination examination) throws SQLException;

    /** Where it is, for the message if it is not there. */
    String table();
}
