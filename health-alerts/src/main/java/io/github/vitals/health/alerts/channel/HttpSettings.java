package io.github.vitals.health.alerts.channel;

import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.time.InstantSource;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * How a far side is reached. Immutable.
 *
 * @param proxy null for that of the JVM
 * @param tls null for that of the JVM
 * @param clock what dates in answers are compared with
 */
record HttpSettings(@Nullable ProxySelector proxy, @Nullable SSLContext tls, InstantSource clock) {
    private static final Pattern HOST_AND_PORT = Pattern.compile("([^\\s:/@]+|\\[[^\\]\\s]+\\]):(\\d{1,5})");

    static HttpSettings defaults() {
        return new HttpSettings(null, null, InstantSource.system());
    }

    HttpSettings withProxy(String hostAndPort) {
        Matcher parts = HOST_AND_PORT.matcher(hostAndPort);
        if (!parts.matches() || port(parts) < 1 || port(parts) > 65_535) {
            throw new IllegalArgumentException("proxy: not shown (expected: host:port)");
        }
        InetSocketAddress address = InetSocketAddress.createUnresolved(parts.group(1), port(parts));
        return new HttpSettings(ProxySelector.of(address), tls, clock);
    }

    private static int port(Matcher parts) {
        return Integer.parseInt(parts.group(2));
    }

    HttpSettings withTls(SSLContext context) {
        return new HttpSettings(proxy, context, clock);
    }

    HttpSettings withClock(InstantSource other) {
        return new HttpSettings(proxy, tls, other);
    }

    HttpClient client(Executor threads) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .executor(threads);
        if (proxy != null) {
            builder.proxy(proxy);
        }
        if (tls != null) {
            builder.sslContext(tls);
        }
        return builder.build();
    }
}
