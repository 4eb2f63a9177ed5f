package io.github.vitals.health.net;

import io.github.vitals.health.outbound.NameLookup;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Describes a {@link TcpHealthCheck}.
 *
 * <pre>{@code
 * TcpHealthCheck.builder("cache.example", 6379)
 *         .send("PING\r\n")
 *         .expect("+PONG")
 *         .slow(Duration.ofMillis(100))
 *         .build();
 * }</pre>
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>option</th><th>if not set</th></tr>
 *   <tr><td>send</td><td>nothing is sent</td></tr>
 *   <tr><td>expect, expectMatching</td><td>nothing is read</td></tr>
 *   <tr><td>readAtMost</td><td>4096 bytes</td></tr>
 *   <tr><td>showBanner</td><td>nothing of the answer is shown</td></tr>
 *   <tr><td>slow</td><td>no limit but the policy's timeout</td></tr>
 * </table>
 *
 * <p>Not thread-safe.
 */
public final class TcpHealthCheckBuilder {
    private static final int MOST_SENT = 65_536;
    private static final int MOST_READ = 65_536;

    final Target target;
    NameLookup names = new NameLookup();

    @Nullable
    Duration slow;

    private byte[] sent = {};
    private @Nullable Expectation expected;
    private int readAtMost = 4096;
    private boolean banner;

    TcpHealthCheckBuilder(Target target) {
        this.target = target;
    }

    /**
     * Sends a text in UTF-8, as soon as the connection is open. It is never shown.
     *
     * @param text 1 to 65536 bytes, line ends included
     * @return this builder
     * @throws IllegalArgumentException if it is empty or longer
     */
    public TcpHealthCheckBuilder send(String text) {
        return send(Arguments.requireNonNull("text", text, "a text").getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends bytes, as soon as the connection is open. They are never shown.
     *
     * @param bytes 1 to 65536 of them; copied
     * @return this builder
     * @throws IllegalArgumentException if there are none or more
     */
    public TcpHealthCheckBuilder send(byte[] bytes) {
        Arguments.requireNonNull("bytes", bytes, "what to send");
        Arguments.requireBetween("bytes", bytes.length, 1, MOST_SENT);
        sent = bytes.clone();
        return this;
    }

    /**
     * Expects a text anywhere in the answer; instead of what was expected before.
     *
     * @param part compared as UTF-8, with its case
     * @return this builder
     * @throws IllegalArgumentException if it is empty
     */
    public TcpHealthCheckBuilder expect(String part) {
        expected = Expectation.containing(Arguments.requireText("part", part, "a text"));
        return this;
    }

    /**
     * Expects that a regular expression is found in the answer, which is looked at each time more of it has come;
     * instead of what was expected before. Needs the library RE2/J, whose expressions take time in proportion to the
     * answer, whatever it is.
     *
     * @param regex in the syntax of RE2, for example {@code ^220 .*ESMTP}
     * @return this builder
     * @throws IllegalArgumentException if it is empty or no such expression
     * @throws IllegalStateException if {@code com.google.re2j:re2j} is not there
     */
    public TcpHealthCheckBuilder expectMatching(String regex) {
        expected = Expectation.matching(Arguments.requireText("regex", regex, "a regular expression"));
        return this;
    }

    /**
     * Sets how much of an answer is read, at most, to find what is expected.
     *
     * @param bytes 1 to 65536
     * @return this builder
     * @throws IllegalArgumentException if it is outside
     */
    public TcpHealthCheckBuilder readAtMost(int bytes) {
        readAtMost = Arguments.requireBetween("bytes", bytes, 1, MOST_READ);
        return this;
    }

    /**
     * Shows the beginning of the answer as the detail {@code banner}: 200 characters at most, secrets replaced as in
     * every text, and so are the words that were sent. Expects an answer, whichever, where nothing else is expected.
     *
     * @return this builder
     */
    public TcpHealthCheckBuilder showBanner() {
        banner = true;
        return this;
    }

    /**
     * Sets how long all phases may take together before the check is DEGRADED.
     *
     * @param limit more than zero; below the policy's timeout to have an effect
     * @return this builder
     * @throws IllegalArgumentException if it is not positive, or longer than 10 years
     */
    public TcpHealthCheckBuilder slow(Duration limit) {
        slow = Arguments.requirePositive("limit", limit);
        return this;
    }

    TcpHealthCheckBuilder resolving(NameLookup.Resolver resolver) {
        names = new NameLookup(resolver);
        return this;
    }

    Exchange exchange() {
        Expectation wanted = expected == null && banner ? Expectation.ANYTHING : expected;
        return new Exchange(sent, wanted, readAtMost, banner);
    }

    /**
     * Makes the check.
     *
     * @return a check that has opened nothing
     */
    public TcpHealthCheck build() {
        return new TcpHealthCheck(this);
    }
}
