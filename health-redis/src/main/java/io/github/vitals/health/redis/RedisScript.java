package io.github.vitals.health.redis;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What Redis does as one step. The numbers in it have up to 16 digits, which is what Lua counts exactly; it would write
 * them with an exponent by itself.
 */
enum RedisScript {
    /** Key: the space. Arguments: the changes. */
    WRITE(Text.CHANGE + "change(KEYS[1], 1) return 'ok'"),

    /**
     * Keys: the lease, the space. Arguments: holder, token, number of the write, the changes. A write that comes after
     * one with a greater number is one that nobody waits for any more, held up on a connection that was lost; one with
     * the same number is the same, sent again by the client.
     */
    WRITE_BY_LEASE(Text.CHANGE + """
            local held = redis.call('HMGET', KEYS[1], 'holder', 'token', 'write')
            if held[1] ~= ARGV[1] or held[2] ~= ARGV[2] then return 'lost' end
            if held[3] and tonumber(held[3]) > tonumber(ARGV[3]) then return 'late' end
            redis.call('HSET', KEYS[1], 'write', ARGV[3])
            change(KEYS[2], 4)
            return 'ok'
            """),

    /**
     * Key: the lease. Arguments: who asks, milliseconds. A new token is the time in microseconds, or one more than the
     * last: so it grows also where Redis has lost what it had.
     */
    LEASE(Text.NOW + """
            local held = redis.call('HMGET', KEYS[1], 'holder', 'token', 'until')
            local valid = held[3] and tonumber(held[3]) > now
            if valid and held[1] ~= ARGV[1] then return false end
            local token = held[2]
            if not valid then
              token = string.format('%.0f', math.max(now, tonumber(held[2] or '0') + 1))
              redis.call('HDEL', KEYS[1], 'write')
            end
            local till = string.format('%.0f', now + tonumber(ARGV[2]) * 1000)
            redis.call('HSET', KEYS[1], 'holder', ARGV[1], 'token', token, 'until', till)
            return token
            """),

    /** Key: the lease. Arguments: holder, token. */
    RELEASE(Text.NOW + """
            local held = redis.call('HMGET', KEYS[1], 'holder', 'token', 'until')
            if held[1] == ARGV[1] and held[2] == ARGV[2] and tonumber(held[3]) > now then
              redis.call('HSET', KEYS[1], 'until', string.format('%.0f', now))
            end
            return 'ok'
            """);

    private final String text;
    private final String digest;

    RedisScript(String text) {
        this.text = text;
        this.digest = digest(text);
    }

    String text() {
        return text;
    }

    String digest() {
        return digest;
    }

    /** By which Redis knows it. */
    private static String digest(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** What several have in common. */
    private static final class Text {
        /** From an argument on, each key is followed by a plus and its text, or by a minus to delete it. */
        static final String CHANGE = """
                local function change(space, first)
                  for i = first, #ARGV, 2 do
                    if ARGV[i + 1] == '-' then
                      redis.call('HDEL', space, ARGV[i])
                    else
                      redis.call('HSET', space, ARGV[i], string.sub(ARGV[i + 1], 2))
                    end
                  end
                end
                """;

        static final String NOW = """
                local time = redis.call('TIME')
                local now = tonumber(time[1]) * 1000000 + tonumber(time[2])
                """;
    }
}
