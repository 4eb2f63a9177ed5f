package io.github.vitals.health.redis;

import io.github.vitals.health.shared.SharedStore;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.codec.ByteArrayCodec;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** Over connections of the application with a codec that is not the store's. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class SharedByConnectionIT extends SharedContract {
    private final List<StatefulRedisConnection<?, ?>> connections = new ArrayList<>();

    @Override
    protected SharedStore newStore() {
        StatefulRedisConnection<byte[], byte[]> connection = client.connect(ByteArrayCodec.INSTANCE);
        connections.add(connection);
        return RedisSharedStore.builder(connection).timeout(TIMEOUT).build();
    }

    @AfterEach
    void closeConnections() {
        connections.forEach(StatefulRedisConnection::close);
        connections.clear();
    }
}
