package io.github.vitals.health.http;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import okhttp3.Call;
import okhttp3.Connection;
import okhttp3.EventListener;
import okhttp3.Protocol;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * Measures the phases of a run, those of all its requests together; one that fails lasts until then. Thread-safe: where a
 * name has several addresses, connections are opened by other threads.
 */
final class Phases extends EventListener {
    private final Map<Phase, Duration> lengths = new EnumMap<>(Phase.class);
    private @Nullable Phase current;
    private long since;
    private boolean connected;
    private @Nullable InetSocketAddress address;
    private @Nullable Protocol protocol;

    synchronized void enter(Phase next) {
        leave();
        current = next;
    }

    synchronized void leave() {
        long now = System.nanoTime();
        if (current != null) {
            lengths.merge(current, Duration.ofNanos(now - since), Duration::plus);
        }
        current = null;
        since = now;
    }

    /** Before each request. */
    synchronized void begin() {
        connected = false;
        address = null;
        protocol = null;
        enter(Phase.RESOLVE);
    }

    synchronized Map<Phase, Duration> lengths() {
        return new EnumMap<>(lengths);
    }

    /** Whether the last connection was opened, TLS included. */
    synchronized boolean connected() {
        return connected;
    }

    /** What was connected to, or tried last. */
    synchronized Optional<InetSocketAddress> address() {
        return Optional.ofNullable(address);
    }

    synchronized Optional<Protocol> protocol() {
        return Optional.ofNullable(protocol);
    }

    @Override
    public synchronized void connectStart(Call call, InetSocketAddress to, Proxy proxy) {
        if (current == null) {
            enter(Phase.CONNECT);
        }
        if (!connected && current == Phase.CONNECT) {
            address = to;
        }
    }

    @Override
    public synchronized void secureConnectStart(Call call) {
        enter(Phase.TLS);
    }

    @Override
    public synchronized void connectFailed(
            Call call, InetSocketAddress to, Proxy proxy, @Nullable Protocol spoken, IOException failure) {
        if (current == Phase.TLS) {
            // Perhaps there is another address to try.
            leave();
        }
    }

    @Override
    public synchronized void connectionAcquired(Call call, Connection connection) {
        connected = true;
        address = connection.route().socketAddress();
        protocol = connection.protocol();
        enter(Phase.PROCESSING);
    }

    @Override
    public synchronized void responseHeadersEnd(Call call, Response response) {
        enter(Phase.TRANSFER);
    }
}
