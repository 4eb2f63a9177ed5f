package io.github.vitals.health.compatibility;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Asks those who ask us what they have seen. */
final class Http {
    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(Version.HTTP_1_1).build();

    private Http() {}

    static HttpResponse<String> get(URI uri) throws IOException, InterruptedException {
        return CLIENT.send(request(uri).GET().build(), BodyHandlers.ofString());
    }

    /** The JSON at an address. */
    static JsonNode json(URI uri) throws IOException, InterruptedException {
        return json(uri, "application/json");
    }

    static JsonNode json(URI uri, String accept) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                CLIENT.send(request(uri).header("Accept", accept).GET().build(), BodyHandlers.ofString());
        if (answer.statusCode() != 200) {
            throw new IOException(uri + ": " + answer.statusCode() + " " + answer.body());
        }
        return JsonMapper.shared().readTree(answer.body());
    }

    static HttpResponse<String> post(URI uri, String json) throws IOException, InterruptedException {
        HttpRequest request = request(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(json))
                .build();
        return CLIENT.send(request, BodyHandlers.ofString());
    }

    private static HttpRequest.Builder request(URI uri) {
        return HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(20));
    }
}
