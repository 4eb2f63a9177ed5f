package io.github.vitals.health.examples.faults;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.redis.RedisHealthCheck;
import io.github.vitals.health.redis.RedisRole;
import io.github.vitals.health.servers.FaultProxy;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** What befalls a Redis. */
final class RedisFaults {
    private final RedisServer server;

    RedisFaults(RedisServer server) {
        this.server = server;
    }

    List<Fault> all() {
        return List.of(
                Fault.down(
                        "redis: server frozen",
                        FailureReason.TIMEOUT,
                        at -> at.check(check(at, address(at)))
                                .breaks(server::freeze)
                                .mends(server::thaw)),
                Fault.down(
                        "redis: killed, then restarted",
                        FailureReason.CONNECT_REFUSED,
                        at -> at.check(check(at, RedisURI.create(server.uri())))
                                .breaks(server::kill)
                                .mends(server::restart)),
                Fault.down("redis: black hole", FailureReason.TIMEOUT, at -> {
                    FaultProxy way = at.before(server.port());
                    at.check(check(at, address(way))).breaks(way::blackHole).mends(way::heal);
                }),
                Fault.down("redis: reset in mid-answer", FailureReason.CONNECTION_LOST, at -> {
                    FaultProxy way = at.before(server.port());
                    at.check(check(at, address(way)))
                            .breaks(() -> way.cutAfter(1))
                            .mends(way::heal);
                }),
                Fault.down("redis: wrong password", FailureReason.AUTH, at -> {
                    RedisURI address = address(at);
                    address.setAuthentication("watcher", "wr0ng".toCharArray());
                    at.check(check(at, address));
                }),
                Fault.unnoticed("redis: ACL allows PING alone", at -> at.check(check(at, pinger(at)))),
                Fault.degraded(
                        "redis: ACL allows PING alone, INFO is asked for",
                        FailureReason.AUTH,
                        at -> at.check(at.open(RedisHealthCheck.builder(client(at, pinger(at)))
                                .details()
                                .build()))),
                Fault.down("redis: loads its data", FailureReason.STARTING, this::loading),
                Fault.down(
                        "redis: a replica where a master is expected",
                        FailureReason.ROLE,
                        at -> at.check(at.open(RedisHealthCheck.builder(client(at, address(at)))
                                        .expectRole(RedisRole.MASTER)
                                        .build()))
                                .breaks(() -> administrator(at, server).replicaof("127.0.0.1", server.port()))
                                .mends(() -> administrator(at, server).replicaofNoOne())),
                Fault.down(
                        "redis: memory full, nothing may be evicted",
                        FailureReason.SATURATED,
                        at -> at.check(at.open(RedisHealthCheck.builder(client(at, address(at)))
                                        .expectWritable()
                                        .build()))
                                .breaks(() -> administrator(at, server).configSet("maxmemory", "1mb"))
                                .mends(() -> administrator(at, server).configSet("maxmemory", "0"))));
    }

    /** Loads a second for each 33 keys, and serves what is asked after each, until it is told to hurry. */
    private void loading(Situation at) {
        RedisServer loading = at.open(RedisServer.embedded("--enable-debug-command", "yes", "--rdbcompression", "no"));
        FaultProxy way = at.before(loading.port());
        StatefulRedisConnection<String, String> connection =
                client(at, RedisURI.create(loading.uri())).connect();
        connection.sync().configSet(Map.of("key-load-delay", "30000", "loading-process-events-interval-bytes", "1024"));
        at.check(check(at, address(way)))
                .breaks(() -> {
                    debug(connection, "POPULATE", "1000", "key", "1100");
                    debug(connection, "RELOAD");
                })
                .mends(() -> administrator(at, loading).configSet("key-load-delay", "0"));
    }

    private static void debug(StatefulRedisConnection<String, String> connection, String... words) {
        CommandArgs<String, String> arguments = new CommandArgs<>(StringCodec.UTF8);
        for (String word : words) {
            arguments.add(word);
        }
        connection.async().dispatch(CommandType.DEBUG, new StatusOutput<>(StringCodec.UTF8), arguments);
    }

    private RedisURI pinger(Situation at) {
        AclSetuserArgs rights =
                AclSetuserArgs.Builder.on().addPassword("pinger-pa55").addCommand(CommandType.PING);
        administrator(at, server).aclSetuser("pinger", rights);
        RedisURI address = address(at);
        address.setAuthentication("pinger", "pinger-pa55".toCharArray());
        return address;
    }

    private static RedisCommands<String, String> administrator(Situation at, RedisServer server) {
        return client(at, RedisURI.create(server.uri())).connect().sync();
    }

    private RedisURI address(Situation at) {
        return address(at.before(server.port()));
    }

    private static RedisURI address(FaultProxy way) {
        return RedisURI.create("127.0.0.1", way.port());
    }

    private static RedisHealthCheck check(Situation at, RedisURI address) {
        return at.open(RedisHealthCheck.of(client(at, address)));
    }

    private static RedisClient client(Situation at, RedisURI address) {
        RedisClient client = RedisClient.create(address);
        at.open(() -> client.shutdown(Duration.ZERO, Duration.ofSeconds(5)));
        return client;
    }
}
