package io.github.vitals.health.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** Asks a server the way its callers do. */
final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private Http() {}

    static HttpResponse<String> get(HealthServer server, String path, String... headers) throws Exception {
        return send("GET", server, path, headers);
    }

    static HttpResponse<String> send(String method, HealthServer server, String path, String... headers)
            throws Exception {
        return CLIENT.send(request(method, server.uri().resolve(path), headers), BodyHandlers.ofString());
    }

    static HttpResponse<String> post(HealthServer server, String path, String body, String... headers)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        request("POST", server.uri().resolve(path), headers), (n, v) -> true)
                .POST(BodyPublishers.ofString(body))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    static HttpResponse<byte[]> bytes(HealthServer server, String path, String... headers) throws Exception {
        return CLIENT.send(request("GET", server.uri().resolve(path), headers), BodyHandlers.ofByteArray());
    }

    /** A request on a connection of its own, as a prober makes it. */
    static int probe(URI uri, Duration timeout) throws IOException {
        try (Socket socket = new Socket()) {
            int limit = (int) timeout.toMillis();
            socket.setSoTimeout(limit);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), limit);
            String request = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getHost() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] statusLine = socket.getInputStream().readNBytes("HTTP/1.1 200".length());
            String text = new String(statusLine, StandardCharsets.US_ASCII);
            return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring("HTTP/1.1 ".length())) : -1;
        }
    }

    private static HttpRequest request(String method, URI uri, String... headers) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20)).method(method, BodyPublishers.noBody());
        for (int i = 0; i < headers.length; i += 2) {
            request.header(headers[i], headers[i + 1]);
        }
        return request.build();
    }
}
