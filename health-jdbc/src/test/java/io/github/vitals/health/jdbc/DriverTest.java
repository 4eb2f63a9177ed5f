package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/** Drivers that do less than PostgreSQL's, which stand here as answers to method names. */
class DriverTest {
    private final List<String> calls = new ArrayList<>();

    private HealthResult run(Map<String, Object> answers) {
        Connection connection = (Connection) Proxy.newProxyInstance(
                DriverTest.class.getClassLoader(),
                new Class<?>[] {Connection.class},
                (proxy, method, arguments) -> answer(answers, method, arguments));
        DataSource dataSource = (DataSource) Proxy.newProxyInstance(
                DriverTest.class.getClassLoader(), new Class<?>[] {DataSource.class}, (p, method, a) -> connection);
        return JdbcHealthCheck.of(dataSource).check(CheckContext.of("db", Duration.ofSeconds(2)));
    }

    private Object answer(Map<String, Object> answers, Method method, Object[] arguments) throws SQLException {
        calls.add(method.getName() + (arguments == null ? "" : " " + arguments[arguments.length - 1]));
        Object answer = answers.get(method.getName());
        if (answer instanceof SQLException failure) {
            throw failure;
        }
        return answer;
    }

    @Test
    void oneWithoutNetworkTimeoutAndMetaDataIsStillValidated() {
        HealthResult result = run(Map.of(
                "isValid",
                true,
                "getAutoCommit",
                true,
                "getNetworkTimeout",
                new SQLFeatureNotSupportedException("no network timeout"),
                "getMetaData",
                new SQLFeatureNotSupportedException("no meta data")));
        assertThat(result.status()).isEqualTo(HealthStatus.UP);
        assertThat(result.details()).containsEntry("product", "unknown");
        assertThat(calls).contains("isValid 1", "close").doesNotContain("setNetworkTimeout 0");
    }

    @Test
    void theTimeToValidateIsNeverNone() {
        HealthResult result = run(Map.of("isValid", false, "getAutoCommit", true, "getNetworkTimeout", 77));
        assertThat(result.reason()).contains(FailureReason.CONNECTION_LOST);
        assertThat(calls)
                .contains("isValid 1", "setNetworkTimeout 77", "close")
                .anyMatch(call -> call.startsWith("abort"));
    }

    @Test
    void aFailureOnTheWayOutDoesNotHideTheFirstOne() {
        HealthResult result = run(Map.of(
                "isValid", new SQLException("terminated", "57P01"),
                "getAutoCommit", false,
                "getNetworkTimeout", 0,
                "rollback", new SQLException("syntax", "42601"),
                "close", new SQLException("closing", "42601")));
        assertThat(result.reason()).contains(FailureReason.CONNECTION_LOST);
        assertThat(result.message()).contains("terminated");
        assertThat(calls).contains("rollback", "close");
    }
}
