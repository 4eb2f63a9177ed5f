package io.github.vitals.health.probe;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of whom: a GET on a connection of its own, through no proxy, that follows no redirect.
 *
 * @param url the target
 * @param headers those to send
 * @param trusting makes connections over TLS; null for the JDK's own, with its authorities
 */
record Request(
        URL url, Map<String, String> headers, @Nullable SSLSocketFactory trusting) {
    /** A connection that is not open yet, each of whose steps ends within that time; together they may take longer. */
    HttpURLConnection connection(Duration step) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) url.openConnection(Proxy.NO_PROXY);
        if (trusting != null && connection instanceof HttpsURLConnection secure) {
            secure.setSSLSocketFactory(trusting);
        }
        int millis = (int) step.toMillis();
        connection.setConnectTimeout(millis);
        connection.setReadTimeout(millis);
        connection.setInstanceFollowRedirects(false);
        connection.setRequestProperty("Accept", "application/json, */*;q=0.5");
        connection.setRequestProperty("User-Agent", "vitals-probe");
        connection.setRequestProperty("Connection", "close");
        for (Map.Entry<String, String> header : headers.entrySet()) {
            connection.setRequestProperty(header.getKey(), header.getValue());
        }
        return connection;
    }

    /** The target without what may be secret: user-info and the values of a query. */
    String target() {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getProtocol() + "://" + url.getHost() + port + url.getPath()
                + (url.getQuery() == null ? "" : "?...");
    }
}
