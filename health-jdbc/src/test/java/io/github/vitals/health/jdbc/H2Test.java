package io.github.vitals.health.jdbc;

import static io.github.vitals.health.jdbc.Results.assertNot;
import static io.github.vitals.health.jdbc.Results.assertUp;
import static io.github.vitals.health.jdbc.Results.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.UUID;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The checks of an H2, of which only what JDBC tells is known. */
class H2Test {
    private static JdbcDataSource h2(String url) {
        JdbcDataSource dataSource = new JdbcDataSource();
        dataSource.setURL(url);
        dataSource.setUser("sa");
        dataSource.setPassword("h2-Pa55word");
        return dataSource;
    }

    private static JdbcDataSource inMemory() {
        return h2("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
    }

    @Test
    void upTellsTheProduct() {
        HealthResult result = run(JdbcHealthCheck.builder(inMemory())
                .query("SELECT 1")
                .expectReadWrite()
                .build());
        assertUp(result);
        assertThat(result.details()).containsEntry("product", "H2");
    }

    @Test
    void aQueryThatFailsIsTold() {
        assertNot(
                run(JdbcHealthCheck.builder(inMemory())
                        .query("SELECT * FROM no_such_table")
                        .build()),
                HealthStatus.DOWN,
                FailureReason.EXCEPTION,
                "NO_SUCH_TABLE");
    }

    @Test
    void aWrongPasswordIsNamedAndNotShown() throws SQLException {
        JdbcDataSource dataSource = inMemory();
        Sql.execute(dataSource, "SELECT 1");
        dataSource.setPassword("wr0ng-Pa55word");
        HealthResult result = run(JdbcHealthCheck.of(dataSource));
        assertNot(result, HealthStatus.DOWN, FailureReason.AUTH);
        assertThat(result.message()).doesNotContain("wr0ng");
    }

    @Test
    void readOnlyIsToldBeforeAndByTheFirstWrite(@TempDir Path folder) throws SQLException {
        String url = "jdbc:h2:file:" + folder.resolve("db");
        Sql.execute(h2(url), "CREATE TABLE orders (id INT)");
        JdbcDataSource readOnly = h2(url + ";ACCESS_MODE_DATA=r");
        assertUp(run(
                JdbcHealthCheck.builder(readOnly).query("SELECT * FROM orders").build()));
        assertNot(
                run(JdbcHealthCheck.builder(readOnly).expectReadWrite().build()),
                HealthStatus.DOWN,
                FailureReason.READ_ONLY);
        assertNot(
                run(JdbcHealthCheck.builder(readOnly)
                        .query("INSERT INTO orders VALUES (1)")
                        .build()),
                HealthStatus.DOWN,
                FailureReason.READ_ONLY);
    }

    @Test
    void howItReplicatesIsNotKnown() {
        assertNot(
                run(ReplicationHealthCheck.of(inMemory())),
                HealthStatus.UNKNOWN,
                FailureReason.ASSERTION,
                "how H2 replicates is not known here (expected: PostgreSQL, MariaDB or MySQL)");
    }
}
