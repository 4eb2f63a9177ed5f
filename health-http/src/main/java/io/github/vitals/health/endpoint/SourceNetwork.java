package io.github.vitals.health.endpoint;

import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Callers from certain networks, who ask this server itself: made by {@link Access#loopback()} and
 * {@link Access#network}.
 *
 * <p>An address alone proves little, so two kinds of requests are refused from wherever they come:
 *
 * <ul>
 *   <li>those that a proxy has passed on (with {@code Forwarded}, {@code X-Forwarded-For}, {@code X-Real-IP} or
 *       {@code Via}): their address is the proxy's, not the caller's;
 *   <li>those that ask for a host by a name, other than {@code localhost} and the names given with {@link #named}. A
 *       page that a person opens in a browser can have its own name point at this server (DNS rebinding), and would
 *       else be let in as that person.
 * </ul>
 *
 * <p>Immutable.
 */
public final class SourceNetwork implements Predicate<HealthRequest> {
    private static final List<String> PASSED_ON = List.of("Forwarded", "X-Forwarded-For", "X-Real-IP", "Via");
    private static final Pattern ADDRESS = Pattern.compile("\\[[0-9a-fA-F:.%]{2,60}]|[0-9]{1,3}(\\.[0-9]{1,3}){3}");
    private static final Pattern PORT = Pattern.compile(":[0-9]{0,5}$");

    private final List<Block> blocks;
    private final Set<String> names;

    private SourceNetwork(List<Block> blocks, Set<String> names) {
        this.blocks = blocks;
        this.names = names;
    }

    static SourceNetwork of(List<String> blocks) {
        if (blocks.isEmpty()) {
            throw new IllegalArgumentException("blocks: none (expected: at least one, as in 10.0.0.0/8)");
        }
        return new SourceNetwork(blocks.stream().map(Block::parse).toList(), Set.of("localhost"));
    }

    /**
     * A copy that also lets in those who ask for this server by certain names.
     *
     * @param more host names without a port, as callers write them, for example {@code orders.internal}
     * @return a new predicate
     */
    public SourceNetwork named(String... more) {
        List<String> all = new ArrayList<>(names);
        for (String name : more) {
            Objects.requireNonNull(name, "name: null (expected: a host name)");
            all.add(name.toLowerCase(Locale.ROOT));
        }
        return new SourceNetwork(blocks, Set.copyOf(all));
    }

    @Override
    public boolean test(HealthRequest request) {
        Optional<InetAddress> address = request.remoteAddress();
        return address.isPresent()
                && blocks.stream().anyMatch(block -> block.contains(address.get()))
                && PASSED_ON.stream().allMatch(header -> request.header(header).isEmpty())
                && request.header("Host").map(this::expected).orElse(true);
    }

    private boolean expected(String host) {
        String name = PORT.matcher(host.strip()).replaceFirst("").toLowerCase(Locale.ROOT);
        return ADDRESS.matcher(name).matches() || names.contains(name);
    }

    @Override
    public String toString() {
        return "SourceNetwork" + blocks;
    }

    /** So many leading bits of an address. */
    private record Block(InetAddress address, int bits) {
        private static final Pattern LITERAL = Pattern.compile("[0-9a-fA-F.:]{2,45}");

        static Block parse(String text) {
            int slash = text.indexOf('/');
            String literal = slash < 0 ? text : text.substring(0, slash);
            try {
                if (LITERAL.matcher(literal).matches() && literal.matches(".*[.:].*")) {
                    InetAddress address = InetAddress.getByName(literal);
                    int most = address.getAddress().length * 8;
                    int bits = slash < 0 ? most : Integer.parseInt(text.substring(slash + 1));
                    if (bits >= 0 && bits <= most) {
                        return new Block(address, bits);
                    }
                }
            } catch (java.net.UnknownHostException | NumberFormatException malformed) {
                throw refused(text);
            }
            throw refused(text);
        }

        private static IllegalArgumentException refused(String text) {
            return new IllegalArgumentException(
                    "block: " + text + " (expected: an address and a number of bits, as in 10.0.0.0/8 or fd00::/8)");
        }

        boolean contains(InetAddress other) {
            byte[] mine = address.getAddress();
            byte[] theirs = other.getAddress();
            if (mine.length != theirs.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (mine[i] != theirs[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || (mine[whole] & 0xff) >> (8 - rest) == (theirs[whole] & 0xff) >> (8 - rest);
        }

        @Override
        public String toString() {
            return address.getHostAddress() + "/" + bits;
        }
    }
}
