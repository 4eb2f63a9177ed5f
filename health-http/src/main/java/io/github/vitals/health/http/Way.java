package io.github.vitals.health.http;

import java.net.InetAddress;
import java.net.Proxy;
import java.util.List;

/** How a target is reached: through a proxy or directly, and the addresses that may be connected to for that. */
record Way(Proxy proxy, List<InetAddress> addresses) {
    boolean direct() {
        return proxy.type() == Proxy.Type.DIRECT;
    }

    Way only(InetAddress address) {
        return new Way(proxy, List.of(address));
    }
}
