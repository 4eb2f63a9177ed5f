package io.github.vitals.health.redis;

import io.github.vitals.health.shared.Lease;
import io.github.vitals.health.shared.LeaseLostException;
import io.github.vitals.health.shared.RecordLimits;
import io.github.vitals.health.shared.SharedStore;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.cluster.RedisClusterClient;
import io.lettuce.core.cluster.api.StatefulRedisClusterConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Shares records and leases in a Redis that all the processes reach: a single one, one that Sentinels name, or a cluster.
 * It takes Redis 5 or later, or a server that speaks like it.
 *
 * <p>A space is the hash {@code {vitals}:space:<space>}, a lease the hash {@code {vitals}:lease:<name>}; they never expire.
 * The braces have a cluster keep all of them on one node. What is written together, or by a lease, is one script, and so
 * one step. A Redis with a policy of eviction that begins with {@code allkeys} may evict them: use one without.
 *
 * <p>What is written is as durable as this Redis is set up to be. Without {@code appendfsync always} a crash loses the
 * last second or more, and a replica that is promoted may not have the last writes. What is never lost by that is the
 * order of holders: tokens follow the clock of the Redis, so they grow also where it begins anew with nothing.
 *
 * <p>No call takes longer than its timeout. Calls of several threads are made one after the other, within the same time. A
 * connection of its own is opened at the first call and closed with {@link #close()}, or when an answer does not come in
 * time; then the next call opens another. Over a given connection nothing is sent while an earlier call is unanswered.
 *
 * <p>Thread-safe.
 */
public final class RedisSharedStore implements SharedStore {
    /** Numbers the writes of this process, also those by one lease through two stores. */
    private static final AtomicLong WRITES = new AtomicLong();

    private final RedisCalls<?> calls;
    private final RedisKeys keys;
    private final Duration timeout;
    private final ReentrantLock one = new ReentrantLock();
    private volatile boolean closed;

    RedisSharedStore(RedisCalls<?> calls, RedisKeys keys, Duration timeout) {
        this.calls = calls;
        this.keys = keys;
        this.timeout = timeout;
    }

    /**
     * A store with a connection of its own to the address that the client was made with.
     *
     * @param client made with an address; stays the caller's to shut down
     * @return a store that has opened nothing yet
     */
    public static RedisSharedStore of(RedisClient client) {
        return builder(client).build();
    }

    /**
     * A store with a connection of its own to an address.
     *
     * @param client stays the caller's to shut down
     * @param address where to connect to, and as whom; may name Sentinels, which are asked anew when the master does not
     *     answer
     * @return a store that has opened nothing yet
     */
    public static RedisSharedStore of(RedisClient client, RedisURI address) {
        return builder(client, address).build();
    }

    /**
     * A store over a connection that the application uses.
     *
     * @param connection stays the caller's to close
     * @return the store
     */
    public static RedisSharedStore of(StatefulRedisConnection<?, ?> connection) {
        return builder(connection).build();
    }

    /**
     * A store in a cluster with a connection of its own.
     *
     * @param client stays the caller's to shut down
     * @return a store that has opened nothing yet
     */
    public static RedisSharedStore of(RedisClusterClient client) {
        return builder(client).build();
    }

    /**
     * A store in a cluster over a connection that the application uses.
     *
     * @param connection stays the caller's to close
     * @return the store
     */
    public static RedisSharedStore of(StatefulRedisClusterConnection<?, ?> connection) {
        return builder(connection).build();
    }

    /**
     * Starts to describe a store; see {@link #of(RedisClient)}.
     *
     * @param client made with an address; stays the caller's to shut down
     * @return a new builder
     */
    public static RedisSharedStoreBuilder builder(RedisClient client) {
        return new RedisSharedStoreBuilder(RedisCalls.single(Connector.to(client)));
    }

    /**
     * Starts to describe a store; see {@link #of(RedisClient, RedisURI)}.
     *
     * @param client stays the caller's to shut down
     * @param address where to connect to, and as whom; may name Sentinels
     * @return a new builder
     */
    public static RedisSharedStoreBuilder builder(RedisClient client, RedisURI address) {
        return new RedisSharedStoreBuilder(RedisCalls.single(Connector.to(client, address)));
    }

    /**
     * Starts to describe a store; see {@link #of(StatefulRedisConnection)}.
     *
     * @param connection stays the caller's to close
     * @return a new builder
     */
    public static RedisSharedStoreBuilder builder(StatefulRedisConnection<?, ?> connection) {
        return new RedisSharedStoreBuilder(RedisCalls.single(Connector.over(connection)));
    }

    /**
     * Starts to describe a store; see {@link #of(RedisClusterClient)}.
     *
     * @param client stays the caller's to shut down
     * @return a new builder
     */
    public static RedisSharedStoreBuilder builder(RedisClusterClient client) {
        return new RedisSharedStoreBuilder(RedisCalls.cluster(Connector.to(client)));
    }

    /**
     * Starts to describe a store; see {@link #of(StatefulRedisClusterConnection)}.
     *
     * @param connection stays the caller's to close
     * @return a new builder
     */
    public static RedisSharedStoreBuilder builder(StatefulRedisClusterConnection<?, ?> connection) {
        return new RedisSharedStoreBuilder(RedisCalls.cluster(Connector.over(connection)));
    }

    @Override
    public Map<String, String> read(String space) throws IOException, InterruptedException {
        String key = keys.space(RecordLimits.name("space", space));
        Map<String, String> records = call(deadline -> calls.hash(key, deadline));
        return Collections.unmodifiableMap(new TreeMap<>(records));
    }

    @Override
    public void write(String space, Map<String, Optional<String>> changes) throws IOException, InterruptedException {
        String key = keys.space(RecordLimits.name("space", space));
        List<String> values = values(changes);
        call(deadline -> calls.run(RedisScript.WRITE, List.of(key), values, deadline));
    }

    /** Keys, each followed by a plus and its text, or by a minus to delete it. */
    private static List<String> values(Map<String, Optional<String>> changes) {
        List<String> values = new ArrayList<>();
        RecordLimits.changes(changes).forEach((key, text) -> {
            values.add(key);
            values.add(text.map(present -> '+' + present).orElse("-"));
        });
        return values;
    }

    @Override
    public void write(Lease lease, String space, Map<String, Optional<String>> changes)
            throws IOException, InterruptedException, LeaseLostException {
        List<String> named = List.of(keys.lease(lease), keys.space(RecordLimits.name("space", space)));
        List<String> changed = values(changes);
        Optional<String> answer = call(deadline -> {
            List<String> values = new ArrayList<>(
                    List.of(lease.holder(), Long.toString(lease.token()), Long.toString(WRITES.incrementAndGet())));
            values.addAll(changed);
            return calls.run(RedisScript.WRITE_BY_LEASE, named, values, deadline);
        });
        switch (answer.orElse("")) {
            case "ok" -> {}
            case "lost" -> throw new LeaseLostException(lease);
            default -> throw new IOException("write: came after a later one (expected: in order)");
        }
    }

    @Override
    public Optional<Lease> lease(String name, String holder, Duration time) throws IOException, InterruptedException {
        String what = RecordLimits.name("name", name);
        String who = RecordLimits.name("holder", holder);
        List<String> values = List.of(who, Long.toString(RecordLimits.time(time).toMillis()));
        return call(deadline -> calls.run(RedisScript.LEASE, List.of(keys.lease(what)), values, deadline))
                .map(token -> new Lease(what, who, Long.parseLong(token)));
    }

    @Override
    public void release(Lease lease) throws IOException, InterruptedException {
        List<String> values = List.of(lease.holder(), Long.toString(lease.token()));
        List<String> named = List.of(keys.lease(lease));
        call(deadline -> calls.run(RedisScript.RELEASE, named, values, deadline));
    }

    private interface Work<T> {
        T by(Deadline deadline) throws InterruptedException, ExecutionException;
    }

    private <T> T call(Work<T> work) throws IOException, InterruptedException {
        Deadline deadline = Deadline.in(timeout);
        if (!one.tryLock(timeout.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new IOException("calls of other threads have taken all of " + timeout.toMillis() + " ms");
        }
        try {
            if (closed) {
                throw new IOException("store: closed (expected: open)");
            }
            return work.by(deadline);
        } catch (ExecutionException failure) {
            throw RedisFailures.withoutSecrets(failure.getCause() == null ? failure : failure.getCause());
        } catch (RuntimeException failure) {
            throw RedisFailures.withoutSecrets(failure);
        } finally {
            one.unlock();
        }
    }

    /**
     * Closes the connection that the store has opened itself, without waiting for it; the caller's clients and
     * connections stay open. No call is answered after that.
     */
    @Override
    public void close() {
        closed = true;
        calls.close();
    }
}
