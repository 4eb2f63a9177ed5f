package io.github.vitals.health.http;

import io.github.vitals.health.outbound.Deadline;
import io.github.vitals.health.outbound.NameLookup;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Finds the way to a target. Behind a proxy it is the proxy that resolves the target's name. */
record Resolver(
        NameLookup names,
        Guard guard,
        IpVersion version,
        @Nullable ProxyAccess access) {
    Way resolve(HttpUrl url, Deadline deadline) throws UnknownHostException, Refused, InterruptedException {
        guard.vet(url.host());
        Proxy proxy = proxy(url);
        if (proxy.type() == Proxy.Type.SOCKS) {
            return new Way(proxy, List.of());
        }
        if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
            return new Way(proxy, names.resolve(address.getHostString(), deadline));
        }
        List<InetAddress> addresses = names.resolve(url.host(), deadline).stream()
                .filter(version::takes)
                .toList();
        if (addresses.isEmpty()) {
            throw new UnknownHostException("no address of IP" + version.name().toLowerCase(Locale.ROOT));
        }
        guard.vet(addresses);
        return new Way(Proxy.NO_PROXY, addresses);
    }

    /** Ours, or else the one that the process goes through; with guarded addresses none, as it would resolve again. */
    private Proxy proxy(HttpUrl url) {
        if (access != null) {
            return access.proxy();
        }
        ProxySelector selector = ProxySelector.getDefault();
        if (guard.denyPrivate() || selector == null) {
            return Proxy.NO_PROXY;
        }
        List<Proxy> proxies = selector.select(url.uri());
        return proxies == null || proxies.isEmpty() ? Proxy.NO_PROXY : proxies.get(0);
    }
}
