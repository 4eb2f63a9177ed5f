package io.github.vitals.health.checks;

import io.github.vitals.health.CheckContext;
import io.github.vitals.health.CheckPolicyBuilder;
import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthCheck;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/**
 * Looks whether host names can be resolved to addresses, the way this JVM resolves them: the machine's hosts file, DNS,
 * or whatever it is set up to use ({@link InetAddress#getAllByName}). All names must resolve.
 *
 * <p>The JVM remembers answers: by default for 30 s, and failures for 10 s (the security properties
 * {@code networkaddress.cache.ttl} and {@code networkaddress.cache.negative.ttl}). What a run sees may be that old, which
 * is also what the application sees. The names are resolved one after the other, and a resolution can not be
 * interrupted: one that hangs holds the run's thread until the resolver gives up, by default after some 5 to 30 s, and
 * the names after it are not asked. Give names on different servers checks of their own.
 *
 * <table>
 *   <caption>Defaults</caption>
 *   <tr><th>what</th><th>default</th></tr>
 *   <tr><td>{@link Builder#slowAfter slowAfter}</td><td>DEGRADED from 1 s on, for each name</td></tr>
 *   <tr><td>policy</td><td>period 30 s</td></tr>
 * </table>
 *
 * <p>Reasons: {@code dns} when a name does not resolve, which is DOWN, and {@code slow}. Details: for each name what it
 * resolved to, at most {@value #MOST_ADDRESSES} addresses.
 *
 * <p>Thread-safe.
 */
public final class DnsCheck implements HealthCheck {
    private static final int MOST_NAMES = 32;
    private static final int MOST_ADDRESSES = 8;

    private final List<String> names;
    private final Resolver resolver;
    private final LongSupplier ticker;
    private final Duration slowAfter;

    /** How a name becomes addresses. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String name) throws UnknownHostException;
    }

    private DnsCheck(Builder builder) {
        this.names = builder.names;
        this.resolver = builder.resolver;
        this.ticker = builder.ticker;
        this.slowAfter = builder.slowAfter;
    }

    /**
     * A check with the default limit.
     *
     * @param names 1 to 32 host names, not addresses
     * @return the check
     * @throws IllegalArgumentException if there are none or too many, or one is not a host name
     */
    public static DnsCheck of(String... names) {
        return builder(names).build();
    }

    /**
     * Starts to describe a check.
     *
     * @param names 1 to 32 host names, not addresses
     * @return a new builder
     * @throws IllegalArgumentException if there are none or too many, or one is not a host name
     */
    public static Builder builder(String... names) {
        return new Builder(Arguments.requireSome("names", names, MOST_NAMES, "a host name"));
    }

    @Override
    public HealthResult check(CheckContext context) {
        Verdict verdict = new Verdict();
        for (String name : names) {
            if (context.cancelled()) {
                break; // nobody hears of the rest any more
            }
            resolve(name, verdict);
        }
        return verdict.result();
    }

    private void resolve(String name, Verdict verdict) {
        long begun = ticker.getAsLong();
        try {
            InetAddress[] addresses = resolver.resolve(name);
            Duration took = Duration.ofNanos(ticker.getAsLong() - begun);
            if (took.compareTo(slowAfter) >= 0) {
                verdict.find(HealthStatus.DEGRADED, FailureReason.SLOW, name + " took " + took.toMillis() + " ms");
            }
            verdict.detail(name, shown(addresses));
        } catch (UnknownHostException unknown) {
            verdict.find(HealthStatus.DOWN, FailureReason.DNS, name + " does not resolve")
                    .detail(name, "unresolved")
                    .causedBy(unknown);
        }
    }

    private static String shown(InetAddress[] addresses) {
        StringBuilder shown = new StringBuilder();
        for (int number = 0; number < Math.min(addresses.length, MOST_ADDRESSES); number++) {
            shown.append(number == 0 ? "" : ", ").append(addresses[number].getHostAddress());
        }
        int more = addresses.length - MOST_ADDRESSES;
        return more > 0 ? shown + " and " + more + " more" : shown.toString();
    }

    /**
     * Tells that name servers are asked.
     *
     * @return true
     */
    @Override
    public boolean external() {
        return true;
    }

    /**
     * Sets a period of 30 s.
     *
     * @param policy the policy to be
     */
    @Override
    public void defaults(CheckPolicyBuilder policy) {
        policy.period(Duration.ofSeconds(30));
    }

    @Override
    public String toString() {
        return "DnsCheck" + names;
    }

    /** Describes a {@link DnsCheck}. Not thread-safe. */
    public static final class Builder {
        private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_](?:[A-Za-z0-9_.-]{0,252})");
        private static final Pattern ADDRESS = Pattern.compile("[0-9.]+");

        private final List<String> names;
        private Duration slowAfter = Duration.ofSeconds(1);
        private Resolver resolver = InetAddress::getAllByName;
        private LongSupplier ticker = System::nanoTime;

        private Builder(List<String> names) {
            for (String name : names) {
                if (!NAME.matcher(name).matches() || ADDRESS.matcher(name).matches()) {
                    throw Arguments.invalid(
                            "names",
                            '"' + name + '"',
                            "a host name of 1 to 253 letters, digits, '.', '_' or '-', and not an address");
                }
            }
            this.names = names;
        }

        /**
         * Sets from when on resolving a name is DEGRADED; 1 s if not set.
         *
         * @param slowAfter more than zero
         * @return this builder
         * @throws IllegalArgumentException if it is not more than zero, or longer than 10 years
         */
        public Builder slowAfter(Duration slowAfter) {
            this.slowAfter = Arguments.requirePositive("slowAfter", slowAfter);
            return this;
        }

        Builder resolving(Resolver resolver, LongSupplier ticker) {
            this.resolver = resolver;
            this.ticker = ticker;
            return this;
        }

        /**
         * Makes the check.
         *
         * @return a check that has asked nothing yet
         */
        public DnsCheck build() {
            return new DnsCheck(this);
        }
    }
}
