package io.github.vitals.health.redis;

import io.lettuce.core.api.StatefulRedisConnection;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** One server: the one at the other end of a connection. */
final class SingleSource implements Source {
    private final Connector<StatefulRedisConnection<?, ?>> connector;
    private @Nullable Line line;

    SingleSource(Connector<StatefulRedisConnection<?, ?>> connector) {
        this.connector = connector;
    }

    @Override
    public List<Node> nodes(Deadline deadline) throws InterruptedException, ExecutionException {
        return List.of(Node.single(lineOver(connector.connect(deadline))));
    }

    private synchronized Line lineOver(StatefulRedisConnection<?, ?> connection) {
        Line current = line;
        if (current == null || !current.isOver(connection)) {
            detach();
            current = Line.over(connection);
            line = current;
        }
        return current;
    }

    private synchronized void detach() {
        if (line != null) {
            line.detach();
            line = null;
        }
    }

    @Override
    public void late() {
        connector.late();
    }

    @Override
    public void close() {
        detach();
        connector.close();
    }
}
