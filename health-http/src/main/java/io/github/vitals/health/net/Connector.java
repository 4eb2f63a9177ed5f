package io.github.vitals.health.net;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.outbound.Deadline;
import io.github.vitals.health.outbound.NameLookup;
import io.github.vitals.health.outbound.Shown;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** Opens a connection to the first of a host's addresses that takes one. Thread-safe. */
final class Connector {
    private static final int MOST_ADDRESSES = 16;

    private final Target target;
    private final NameLookup names;

    Connector(Target target, NameLookup names) {
        this.target = target;
        this.names = names;
    }

    Target target() {
        return target;
    }

    /** Writes the phases {@code resolve} and {@code connect}, and the address, into the journal. */
    Line open(Deadline deadline, Journal journal) throws Failure, InterruptedException {
        List<InetAddress> addresses = addresses(deadline);
        journal.phase("resolve");
        List<Attempt> failed = new ArrayList<>();
        int most = Math.min(addresses.size(), MOST_ADDRESSES);
        for (InetAddress address : addresses.subList(0, most)) {
            try {
                Line line =
                        Line.tcp(new InetSocketAddress(address, target.port()), deadline.share(most - failed.size()));
                journal.phase("connect");
                journal.detail("address", address.getHostAddress());
                tell(failed, journal);
                return line;
            } catch (IOException failure) {
                failed.add(Attempt.of(address, failure));
            }
        }
        throw failure(failed, deadline);
    }

    private List<InetAddress> addresses(Deadline deadline) throws Failure, InterruptedException {
        try {
            return names.resolve(target.host(), deadline);
        } catch (UnknownHostException unresolved) {
            throw new Failure(FailureReason.DNS, String.valueOf(unresolved.getMessage()), unresolved);
        }
    }

    private static void tell(List<Attempt> failed, Journal journal) {
        if (!failed.isEmpty()) {
            journal.detail("failedAddresses", text(failed));
        }
    }

    private Failure failure(List<Attempt> failed, Deadline deadline) {
        // Where one address is out of reach for this machine, such as an IPv6 one without IPv6, it fails at once; one
        // that does not answer tells more of the target.
        Attempt telling = failed.stream()
                .filter(attempt -> attempt.reason() == FailureReason.CONNECT_TIMEOUT)
                .findFirst()
                .orElse(failed.get(0));
        String what = switch (telling.reason()) {
            case CONNECT_TIMEOUT -> "the connection could not be opened " + deadline.within();
            case CONNECTION_LOST -> "the connection was reset as soon as it was open";
            default -> "the connection was refused";
        };
        return new Failure(telling.reason(), target + ": " + what + " (" + text(failed) + ")", telling.cause());
    }

    /** Why there is no connection, by what the system's network said. */
    static FailureReason reason(IOException cause) {
        String said = String.valueOf(cause.getMessage());
        if (cause instanceof SocketTimeoutException || said.contains("timed out")) {
            return FailureReason.CONNECT_TIMEOUT;
        }
        // Whoever listens may take a connection and reset it before we have seen that it is open.
        return said.contains("reset") ? FailureReason.CONNECTION_LOST : FailureReason.CONNECT_REFUSED;
    }

    private static String text(List<Attempt> failed) {
        return String.join(", ", failed.stream().map(Attempt::text).toList());
    }

    /** One address that took no connection. */
    private record Attempt(String address, FailureReason reason, IOException cause) {
        static Attempt of(InetAddress address, IOException cause) {
            return new Attempt(address.getHostAddress(), Connector.reason(cause), cause);
        }

        String text() {
            return address + " "
                    + (cause instanceof SocketTimeoutException
                            ? "no answer " + cause.getMessage()
                            : Shown.printable(String.valueOf(cause.getMessage())));
        }
    }
}
