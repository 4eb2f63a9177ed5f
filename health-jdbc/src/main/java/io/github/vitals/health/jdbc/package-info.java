/**
 * Checks of databases through JDBC.
 *
 * <p>Start at {@link io.github.vitals.health.jdbc.JdbcHealthCheck}, which asks whether a connection can be had from a
 * {@link javax.sql.DataSource}, pooled or not, and whether the database at its other end answers.
 */
@NullMarked
package io.github.vitals.health.jdbc;

import org.jspecify.annotations.NullMarked;
