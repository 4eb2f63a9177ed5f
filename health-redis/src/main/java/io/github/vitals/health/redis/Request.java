package io.github.vitals.health.redis;

import io.lettuce.core.codec.RedisCodec;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.output.ArrayOutput;
import io.lettuce.core.output.CommandOutput;
import io.lettuce.core.output.StatusOutput;
import io.lettuce.core.protocol.CommandArgs;
import io.lettuce.core.protocol.CommandType;

/**
 * What is asked of a server. None of these changes anything there.
 *
 * @param type the command
 * @param argument its argument; empty for none
 * @param grant what an ACL must give for it
 */
record Request(CommandType type, String argument, String grant) {
    static final Request PING = new Request(CommandType.PING, "", "+ping");
    static final Request SERVER = info("server");
    static final Request CLIENTS = info("clients");
    static final Request MEMORY = info("memory");
    static final Request PERSISTENCE = info("persistence");
    static final Request STATS = info("stats");
    static final Request REPLICATION = info("replication");
    static final Request CLUSTER = new Request(CommandType.CLUSTER, "INFO", "+cluster|info");

    private static Request info(String section) {
        return new Request(CommandType.INFO, section, "+info");
    }

    /**
     * Asks whether a write would be taken, without one. BITFIELD with no operation reads and changes nothing, not even
     * where the key exists; but the server knows it as a command that writes and may need memory, and refuses it
     * exactly when it would refuse SET: read-only replica, too few replicas, failed persistence, full memory.
     */
    static Request write(String key) {
        return new Request(CommandType.BITFIELD, key, "+bitfield ~" + key);
    }

    boolean writes() {
        return type == CommandType.BITFIELD;
    }

    /** As a person would type it. */
    String text() {
        return argument.isEmpty() ? type.name() : type.name() + " " + argument;
    }

    /** The arguments, by a codec of ours whatever the connection's is. */
    <K, V> CommandArgs<K, V> arguments() {
        CommandArgs<K, V> arguments = new CommandArgs<>(codec());
        return argument.isEmpty() ? arguments : arguments.add(argument);
    }

    <K, V> CommandOutput<K, V, ?> output() {
        RedisCodec<K, V> codec = codec();
        return writes() ? new ArrayOutput<>(codec) : new StatusOutput<>(codec);
    }

    @SuppressWarnings("unchecked") // no key and no value passes through it
    private static <K, V> RedisCodec<K, V> codec() {
        return (RedisCodec<K, V>) StringCodec.UTF8;
    }
}
