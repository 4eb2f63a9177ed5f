package io.github.vitals.health.examples.faults;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.redis.RedisHealthCheck;
import io.github.vitals.health.servers.FaultProxy;
import io.github.vitals.health.servers.RedisServer;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import java.time.Duration;
import java.util.List;

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
                }));
    }

    private RedisURI address(Situation at) {
        return address(at.before(server.port()));
    }

    private static RedisURI address(FaultProxy way) {
        return RedisURI.create("127.0.0.1", way.port());
    }

    private static RedisHealthCheck check(Situation at, RedisURI address) {
        RedisClient client = RedisClient.create(address);
        at.open(() -> client.shutdown(Duration.ZERO, Duration.ofSeconds(5)));
        return at.open(RedisHealthCheck.of(client));
    }
}
