package io.github.vitals.health.http;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.nio.charset.StandardCharsets;
import okhttp3.Authenticator;
import okhttp3.Credentials;
import okhttp3.Request;
import okhttp3.Response;
import okhttp3.Route;
import org.jspecify.annotations.Nullable;

/** The proxy to go through, and what opens it. */
record ProxyAccess(String host, int port, @Nullable String authorization) implements Authenticator {
    static final String HEADER = "Proxy-Authorization";

    static ProxyAccess of(String host, int port) {
        return new ProxyAccess(host, port, null);
    }

    ProxyAccess with(String user, String password) {
        return new ProxyAccess(host, port, Credentials.basic(user, password, StandardCharsets.UTF_8));
    }

    Proxy proxy() {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    /** Asked before a tunnel is opened, and again if the proxy refuses it: what it refused is not sent twice. */
    @Override
    public @Nullable Request authenticate(@Nullable Route route, Response response) {
        if (authorization == null || response.request().header(HEADER) != null) {
            return null;
        }
        return response.request().newBuilder().header(HEADER, authorization).build();
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
