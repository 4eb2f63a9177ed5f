/**
 * Checks of databases through JDBC, and history that is kept in one.
 *
 * <p>Start at {@link io.github.vitals.health.jdbc.JdbcHealthCheck}, which asks whether a connection can be had from a
 * {@link javax.sql.DataSource}, pooled or not, and whether the database at its other end answers. {@link
 * io.github.vitals.health.jdbc.HikariPoolHealthCheck} watches a HikariCP pool without borrowing from it, and {@link
 * io.github.vitals.health.jdbc.SchemaHealthCheck} reads what Flyway or Liquibase did to the schema. {@link
 * io.github.vitals.health.jdbc.ReplicationHealthCheck} asks a primary or a replica how the replication does.
 *
 * <p>{@link io.github.vitals.health.jdbc.JdbcHistoryStore} is something else: it keeps a {@link
 * io.github.vitals.health.history.HealthHistory} in a database, or in a file.
 */
@NullMarked
package io.github.vitals.health.jdbc;

import org.jspecify.annotations.NullMarked;
