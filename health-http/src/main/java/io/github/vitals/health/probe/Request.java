package io.github.vitals.health.probe;

import java.io.IOException;
import java.io.OutputStream;
import java.net.HttpURLConnection;
import java.net.MalformedURLException;
import java.net.Proxy;
import java.net.URI;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import javax.net.ssl.HttpsURLConnection;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What is asked of whom: a GET, or a POST of JSON if there is a body, on a connection of its own, through no proxy, that follows no redirect.
 *
 * @param url the target
 * @param headers those to send
 * @param trusting makes connections over TLS; null for the JDK's own, with its authorities
 * @param body a text in JSON; null for a GET
 */
record Request(
        URL url,
        Map<String, String> headers,
        @Nullable SSLSocketFactory trusting,
        @Nullable String body) {
    Request posting(String json) {
        return new Request(url, headers, trusting, json);
    }

    /** The same of another path, behind the one of the target. */
    Request below(String path) {
        String base = url.toString();
        try {
            String trimmed = base.endsWith("/") ? base.substring(0, base.length() - 1) : base;
            return new Request(URI.create(trimmed + path).toURL(), headers, trusting, body);
        } catch (MalformedURLException impossible) {
            throw new IllegalArgumentException("URL: malformed (expected: http://... or https://...)", impossible);
        }
    }

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
        if (body != null) {
            connection.setRequestMethod("POST");
            connection.setDoOutput(true);
            connection.setRequestProperty("Content-Type", "application/json");
        }
        return connection;
    }

    /** Sends the body, if there is one. */
    void send(HttpURLConnection connection) throws IOException {
        if (body != null) {
            try (OutputStream out = connection.getOutputStream()) {
                out.write(body.getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    /** The target without what may be secret: user-info and the values of a query. */
    String target() {
        String port = url.getPort() < 0 ? "" : ":" + url.getPort();
        return url.getProtocol() + "://" + url.getHost() + port + url.getPath()
                + (url.getQuery() == null ? "" : "?...");
    }
}
