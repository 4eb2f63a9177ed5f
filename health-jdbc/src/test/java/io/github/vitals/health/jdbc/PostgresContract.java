package io.github.vitals.health.jdbc;

import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.servers.PostgresServer;
import io.github.vitals.health.testkit.HealthCheckContract;
import java.lang.reflect.Proxy;
import java.util.Optional;
import java.util.Set;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;

/** The contract over a real PostgreSQL, for any kind of data source. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class PostgresContract extends HealthCheckContract {
    PostgresServer server;

    @BeforeAll
    void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    HealthCheck checkOf(DataSource dataSource) {
        return JdbcHealthCheck.of(dataSource);
    }

    @Override
    protected void freeze() {
        server.freeze();
    }

    @Override
    protected void thaw() {
        server.thaw();
    }

    @Override
    protected void kill() {
        server.kill();
    }

    @Override
    protected void restart() {
        server.restart();
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(server.password());
    }

    @Override
    protected boolean endsWhenInterrupted() {
        return false;
    }

    @Override
    protected Optional<HealthCheck> checkOfTargetThatThrows(Throwable thrown) {
        return Optional.of(checkOf(dataSource(thrown)));
    }

    @Override
    protected Optional<HealthCheck> checkOfTargetThatAnswersNull() {
        return Optional.of(checkOf(dataSource(null)));
    }

    private static DataSource dataSource(@Nullable Throwable thrown) {
        return (DataSource) Proxy.newProxyInstance(
                PostgresContract.class.getClassLoader(), new Class<?>[] {DataSource.class}, (proxy, method, args) -> {
                    if (thrown != null) {
                        throw thrown;
                    }
                    return null;
                });
    }
}
