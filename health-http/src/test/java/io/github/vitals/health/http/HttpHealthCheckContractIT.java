package io.github.vitals.health.http;

import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.testkit.HealthCheckContract;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class HttpHealthCheckContractIT extends HealthCheckContract {
    private static final String TOKEN = UUID.randomUUID().toString();
    private static final String KEY = UUID.randomUUID().toString();

    private static TargetProcess target;

    @BeforeAll
    static void start() {
        target = TargetProcess.start();
    }

    @AfterAll
    static void stop() {
        target.close();
    }

    @Override
    protected HealthCheck newCheck() {
        return HttpHealthCheck.builder(target.uri("/status/200?key=" + KEY))
                .header("Authorization", "Bearer " + TOKEN)
                .build();
    }

    @Override
    protected void freeze() {
        target.freeze();
    }

    @Override
    protected void thaw() {
        target.thaw();
    }

    @Override
    protected void kill() {
        target.kill();
    }

    @Override
    protected void restart() {
        target.restart();
    }

    @Override
    protected Set<String> secrets() {
        return Set.of(TOKEN, KEY);
    }
}
