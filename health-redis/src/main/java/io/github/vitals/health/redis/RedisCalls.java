package io.github.vitals.health.redis;

import io.lettuce.core.RedisCommandTimeoutException;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.api.StatefulConnection;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.BaseRedisAsyncCommands;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.MapOutput;
import io.lettuce.core.output.ValueOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Sends what a store asks, and waits for the answer for so long and no longer. Nothing is sent while something is
 * unanswered, unless that is for another node of a cluster: so no more than one call is left to a server that comes back
 * after a week. Keys and values are UTF-8,
 * whatever the codec of the connection is.
 *
 * <p>Not thread-safe.
 */
final class RedisCalls<C extends StatefulConnection<?, ?>> {
    private static final StringCodec UTF8 = StringCodec.UTF8;

    private final Connector<C> connector;
    private final Function<C, BaseRedisAsyncCommands<?, ?>> commands;

    /** Whether another server may answer the next call, so that it need not wait for the one that does not answer. */
    private final boolean moves;

    private @Nullable CompletableFuture<?> last;
    private @Nullable C lastOver;

    private RedisCalls(Connector<C> connector, Function<C, BaseRedisAsyncCommands<?, ?>> commands, boolean moves) {
        this.connector = connector;
        this.commands = commands;
        this.moves = moves;
    }

    static RedisCalls<?> single(Connector<StatefulRedisConnection<?, ?>> connector) {
        return new RedisCalls<>(connector, StatefulRedisConnection::async, false);
    }

    static RedisCalls<?> cluster(Connector<StatefulRedisClusterConnection<?, ?>> connector) {
        return new RedisCalls<>(connector, StatefulRedisClusterConnection::async, true);
    }

    Map<String, String> hash(String key, Deadline deadline) throws InterruptedException, ExecutionException {
        CommandArgs<String, String> arguments = new CommandArgs<>(UTF8).addKey(key);
        return ask(CommandType.HGETALL, new MapOutput<>(UTF8), arguments, deadline);
    }

    /** What a script returns; empty if that is false. */
    Optional<String> run(RedisScript script, List<String> keys, List<String> values, Deadline deadline)
            throws InterruptedException, ExecutionException {
        try {
            return run(CommandType.EVALSHA, script.digest(), keys, values, deadline);
        } catch (ExecutionException failure) {
            if (failure.getCause() instanceof RedisNoScriptException) {
                return run(CommandType.EVAL, script.text(), keys, values, deadline);
            }
            throw failure;
        }
    }

    private Optional<String> run(
            CommandType type, String script, List<String> keys, List<String> values, Deadline deadline)
            throws InterruptedException, ExecutionException {
        CommandArgs<String, String> arguments =
                new CommandArgs<>(UTF8).add(script).add(keys.size());
        arguments.addKeys(keys).addValues(values);
        return Optional.ofNullable(ask(type, new ValueOutput<>(UTF8), arguments, deadline));
    }

    private <T> T ask(
            CommandType type,
            CommandOutput<String, String, T> output,
            CommandArgs<String, String> arguments,
            Deadline deadline)
            throws InterruptedException, ExecutionException {
        C connection = connector.connect(deadline);
        try {
            awaitLast(connection, deadline);
            if (!connection.isOpen()) {
                // Lettuce would keep the command until it has reconnected, which is not for us to wait for.
                throw new RedisException("Connection lost; the client has not reconnected");
            }
            CompletableFuture<T> answer =
                    over(connection).dispatch(type, output, arguments).toCompletableFuture();
            last = answer;
            lastOver = connection;
            return deadline.await(answer);
        } catch (TimeoutException late) {
            connector.late();
            if (moves && last != null) {
                last.cancel(false);
            }
            throw new RedisCommandTimeoutException("no answer in time");
        }
    }

    /** Over a connection that was given up no answer comes, nor does Lettuce always say so. */
    private void awaitLast(C connection, Deadline deadline) throws InterruptedException, TimeoutException {
        if (last != null && lastOver == connection) {
            try {
                deadline.await(last);
            } catch (ExecutionException failed) {
                // Whoever asked that was told.
            }
        }
    }

    @SuppressWarnings("unchecked") // no key and no value passes through the codec of the connection
    private BaseRedisAsyncCommands<String, String> over(C connection) {
        return (BaseRedisAsyncCommands<String, String>) commands.apply(connection);
    }

    void close() {
        connector.close();
    }
}
