package io.github.vitals.health.alerts.storm;

import io.github.vitals.health.jdbc.JdbcSharedStore;
import io.github.vitals.health.redis.RedisSharedStore;
import io.github.vitals.health.shared.SharedStore;
import io.lettuce.core.RedisClient;
import java.time.Duration;
import org.postgresql.ds.PGSimpleDataSource;

/** Stores that instances share, by where they are. */
public final class SharedStores {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);

    private SharedStores() {}

    /** In a database or a Redis, as its address says. */
    static SharedStore open(String where) {
        if (where.startsWith("redis:")) {
            return RedisSharedStore.builder(RedisClient.create(where))
                    .timeout(TIMEOUT)
                    .build();
        }
        PGSimpleDataSource source = new PGSimpleDataSource();
        String[] parts = where.split(" ");
        source.setUrl(parts[0]);
        source.setUser(parts[1]);
        source.setPassword(parts.length > 2 ? parts[2] : "");
        return JdbcSharedStore.builder(source).timeout(TIMEOUT).build();
    }
}
