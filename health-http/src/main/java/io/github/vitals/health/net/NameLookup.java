package io.github.vitals.health.net;

import io.github.vitals.health.FailureReason;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Resolves host names the way this JVM does. That can neither be bounded nor interrupted, so it happens on a thread of
 * its own; while one hangs, no second one is started. Thread-safe.
 */
final class NameLookup {
    private final Resolver resolver;
    private @Nullable Pending pending;

    /** How a name becomes addresses. */
    @FunctionalInterface
    interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private record Pending(String host, FutureTask<List<InetAddress>> answer) {}

    NameLookup() {
        this(InetAddress::getAllByName);
    }

    NameLookup(Resolver resolver) {
        this.resolver = resolver;
    }

    List<InetAddress> resolve(String host, Deadline deadline) throws Failure, InterruptedException {
        try {
            if (Addresses.literal(host)) {
                return List.of(InetAddress.getByName(host));
            }
            return start(host).get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (UnknownHostException | ExecutionException unknown) {
            throw new Failure(FailureReason.DNS, host + ": the host name could not be resolved", unknown);
        } catch (TimeoutException late) {
            throw new Failure(FailureReason.DNS, host + ": the host name was not resolved " + deadline.within(), late);
        }
    }

    private synchronized FutureTask<List<InetAddress>> start(String host) throws Failure {
        Pending last = pending;
        if (last != null && !last.answer().isDone()) {
            if (last.host().equals(host)) {
                return last.answer();
            }
            throw new Failure(FailureReason.DNS, host + ": not resolved, since resolving " + last.host() + " hangs");
        }
        FutureTask<List<InetAddress>> answer = new FutureTask<>(() -> List.of(resolver.resolve(host)));
        pending = new Pending(host, answer);
        Thread thread = new Thread(answer, "vitals-resolve");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
