package io.github.vitals.health.redis;

import java.time.Duration;
import java.util.regex.Pattern;

/**
 * Describes a {@link RedisSharedStore}.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>timeout</td><td>2 s</td></tr>
 *   <tr><td>prefix</td><td>{@code vitals}</td></tr>
 * </table>
 *
 * <p>The user of the connection needs {@code +hgetall +evalsha +eval +hmget +hset +hdel +time} and {@code ~{vitals}:*}.
 *
 * <p>Not thread-safe.
 */
public final class RedisSharedStoreBuilder {
    private static final Pattern PREFIX = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._:-]{0,99}");
    private static final Duration LONGEST = Duration.ofMinutes(10);

    private final RedisCalls<?> calls;
    private Duration timeout = Duration.ofSeconds(2);
    private String prefix = "vitals";

    RedisSharedStoreBuilder(RedisCalls<?> calls) {
        this.calls = calls;
    }

    /**
     * Sets how long a call takes at most; 2 s if not set, since a Redis that does not answer may be the very thing that
     * is to be told of.
     *
     * @param timeout more than zero, at most ten minutes
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public RedisSharedStoreBuilder timeout(Duration timeout) {
        Arguments.requirePositive("timeout", timeout);
        if (timeout.compareTo(LONGEST) > 0) {
            throw Arguments.invalid("timeout", timeout, "at most " + LONGEST);
        }
        this.timeout = timeout;
        return this;
    }

    /**
     * Sets what the keys begin with, in braces; {@code vitals} if not set. Stores with another share nothing with this
     * one.
     *
     * @param prefix 1 to 100 letters, digits, {@code . _ : -}, beginning with a letter or digit
     * @return this builder
     * @throws IllegalArgumentException if it is not such
     */
    public RedisSharedStoreBuilder prefix(String prefix) {
        if (!PREFIX.matcher(Arguments.requireNonNull("prefix", prefix)).matches()) {
            throw Arguments.invalid(
                    "prefix",
                    '"' + prefix.replaceAll("\\p{Cntrl}", "?") + '"',
                    "1 to 100 letters, digits, '.', '_', ':' or '-', beginning with a letter or digit");
        }
        this.prefix = prefix;
        return this;
    }

    /**
     * Makes the store.
     *
     * @return a store that has opened nothing yet
     */
    public RedisSharedStore build() {
        return new RedisSharedStore(calls, new RedisKeys(prefix), timeout);
    }
}
