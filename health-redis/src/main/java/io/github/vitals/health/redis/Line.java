package io.github.vitals.health.redis;

import io.lettuce.core.RedisChannelHandler;
import io.lettuce.core.RedisConnectionStateListener;
import io.lettuce.core.RedisException;
import io.lettuce.core.api.StatefulRedisConnection;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/** A connection with at most one question of each kind of ours on it. */
final class Line implements RedisConnectionStateListener {
    private final StatefulRedisConnection<?, ?> connection;
    private final Map<Request, Question<?, ?, ?>> underWay = new ConcurrentHashMap<>();

    private Line(StatefulRedisConnection<?, ?> connection) {
        this.connection = connection;
    }

    static Line over(StatefulRedisConnection<?, ?> connection) {
        Line line = new Line(connection);
        connection.addListener(line);
        return line;
    }

    boolean isOver(StatefulRedisConnection<?, ?> other) {
        return connection == other;
    }

    /** Stops listening; the connection stays as it is. */
    void detach() {
        connection.removeListener(this);
        loseAll();
    }

    /** The answer to the same question if that is under way, or to a new one. */
    CompletableFuture<String> ask(Request request) {
        return ask(request, connection).answer();
    }

    private synchronized <K, V> Question<?, ?, ?> ask(Request request, StatefulRedisConnection<K, V> over) {
        requireOpen();
        Question<?, ?, ?> last = underWay.get(request);
        if (last != null && !last.answer().isDone()) {
            return last;
        }
        Question<K, V, ?> question = Question.of(request);
        underWay.put(request, question);
        try {
            over.dispatch(question);
        } catch (RuntimeException | Error notSent) {
            // Nobody will answer what was not sent: the next run must not wait for it.
            question.lose();
            throw notSent;
        }
        if (!connection.isOpen()) {
            // Closed meanwhile, and the listener may have come too early for this question.
            question.lose();
        }
        return question;
    }

    /** Lettuce would keep the command until it has reconnected, which is not for us to wait for. */
    private void requireOpen() {
        if (!connection.isOpen()) {
            throw new RedisException("Connection lost; the client has not reconnected");
        }
    }

    private void loseAll() {
        underWay.values().forEach(Question::lose);
    }

    @Override
    public void onRedisDisconnected(RedisChannelHandler<?, ?> disconnected) {
        // On a thread of the client, which must not wait: no lock.
        loseAll();
    }
}
