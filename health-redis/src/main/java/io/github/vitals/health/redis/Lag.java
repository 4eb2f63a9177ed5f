package io.github.vitals.health.redis;

import java.util.Comparator;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;

/**
 * How far a replica is behind, or the furthest of a master's replicas.
 *
 * @param seconds since the master, or the replica, was last heard of
 * @param bytes sent or written, but not yet taken over
 */
record Lag(OptionalLong seconds, OptionalLong bytes) {
    static Lag of(Facts facts) {
        return RedisRole.of(facts)
                .map(role -> role == RedisRole.MASTER ? ofMaster(facts) : ofReplica(facts))
                .orElse(new Lag(OptionalLong.empty(), OptionalLong.empty()));
    }

    /** With the link down, its time counts; Redis 7 tells what it received beside what it took over, older ones do not. */
    private static Lag ofReplica(Facts facts) {
        boolean linked = facts.is("master_link_status", "up");
        OptionalLong seconds = facts.number(linked ? "master_last_io_seconds_ago" : "master_link_down_since_seconds");
        return new Lag(seconds, behind(facts.number("slave_read_repl_offset"), facts.number("slave_repl_offset")));
    }

    private static Lag ofMaster(Facts facts) {
        OptionalLong written = facts.number("master_repl_offset");
        return new Lag(
                most(online(facts).map(replica -> number(replica, "lag"))),
                most(online(facts).map(replica -> behind(written, number(replica, "offset")))));
    }

    static Stream<Map<String, String>> online(Facts facts) {
        return facts.replicas().filter(replica -> "online".equals(replica.get("state")));
    }

    private static OptionalLong number(Map<String, String> replica, String name) {
        return Facts.parse(replica.getOrDefault(name, ""));
    }

    private static OptionalLong behind(OptionalLong ahead, OptionalLong offset) {
        return ahead.isEmpty() || offset.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(Math.max(0, ahead.getAsLong() - offset.getAsLong()));
    }

    static OptionalLong most(Stream<OptionalLong> values) {
        return values.filter(OptionalLong::isPresent)
                .max(Comparator.comparingLong(OptionalLong::getAsLong))
                .orElse(OptionalLong.empty());
    }
}
