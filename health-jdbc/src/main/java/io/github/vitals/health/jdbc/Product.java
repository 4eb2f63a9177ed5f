package io.github.vitals.health.jdbc;

import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;

/** Which database it is. */
record Product(String name, String version) {
    private static final String UNTOLD = "unknown";

    static Product of(Connection connection) throws SQLException {
        try {
            DatabaseMetaData metaData = connection.getMetaData();
            return new Product(metaData.getDatabaseProductName(), metaData.getDatabaseProductVersion());
        } catch (SQLFeatureNotSupportedException secretive) {
            return new Product(UNTOLD, UNTOLD);
        }
    }
}
