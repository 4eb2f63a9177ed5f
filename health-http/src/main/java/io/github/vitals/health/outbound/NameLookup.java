package io.github.vitals.health.outbound;

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
public final class NameLookup {
    private final Resolver resolver;
    private @Nullable Pending pending;

    /** How a name becomes addresses. */
    @FunctionalInterface
    public interface Resolver {
        InetAddress[] resolve(String host) throws UnknownHostException;
    }

    private record Pending(String host, FutureTask<List<InetAddress>> answer) {}

    public NameLookup() {
        this(InetAddress::getAllByName);
    }

    public NameLookup(Resolver resolver) {
        this.resolver = resolver;
    }

    /** Returns at least one address; what is thrown says why there is none. */
    public List<InetAddress> resolve(String host, Deadline deadline) throws UnknownHostException, InterruptedException {
        if (IpLiteral.is(host)) {
            return List.of(InetAddress.getByName(host));
        }
        try {
            return start(host).get(deadline.left().toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException unknown) {
            throw unresolved(host + ": the host name could not be resolved", unknown.getCause());
        } catch (TimeoutException late) {
            throw unresolved(host + ": the host name was not resolved " + deadline.within(), late);
        }
    }

    private static UnknownHostException unresolved(String message, @Nullable Throwable cause) {
        UnknownHostException unresolved = new UnknownHostException(message);
        unresolved.initCause(cause);
        return unresolved;
    }

    private synchronized FutureTask<List<InetAddress>> start(String host) throws UnknownHostException {
        Pending last = pending;
        if (last != null && !last.answer().isDone()) {
            if (last.host().equals(host)) {
                return last.answer();
            }
            throw new UnknownHostException(host + ": not resolved, since resolving " + last.host() + " hangs");
        }
        FutureTask<List<InetAddress>> answer = new FutureTask<>(() -> List.of(resolver.resolve(host)));
        pending = new Pending(host, answer);
        Thread thread = new Thread(answer, "vitals-resolve");
        thread.setDaemon(true);
        thread.start();
        return answer;
    }
}
