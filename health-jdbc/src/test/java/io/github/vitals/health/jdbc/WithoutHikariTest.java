package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;

/** An application that has no HikariCP on its class path. */
class WithoutHikariTest {
    @Test
    void aDatabaseIsStillChecked() throws Exception {
        JdbcDataSource h2 = new JdbcDataSource();
        h2.setURL("jdbc:h2:mem:bare");
        try (BareLoader bare = new BareLoader("com.zaxxer.hikari.")) {
            Class<?> check = bare.loadClass("io.github.vitals.health.jdbc.JdbcHealthCheck");
            assertThat(check).isNotEqualTo(JdbcHealthCheck.class);
            Object made = check.getMethod("of", DataSource.class).invoke(null, h2);
            Object result = ((io.github.vitals.health.HealthCheck) made)
                    .check(io.github.vitals.health.CheckContext.of("db", java.time.Duration.ofSeconds(5)));
            assertThat(result).hasToString("UP");
        }
    }
}
