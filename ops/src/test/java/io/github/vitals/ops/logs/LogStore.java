package io.github.vitals.ops.logs;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What is asked of the store. */
final class LogStore {
    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final int PAGE = 10_000;

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI uri;

    LogStore(URI uri) {
        this.uri = uri;
    }

    JsonNode get(String path) throws IOException, InterruptedException {
        return ask("GET", path, "");
    }

    JsonNode post(String path, String body) throws IOException, InterruptedException {
        return ask("POST", path, body);
    }

    JsonNode put(String path, String body) throws IOException, InterruptedException {
        return ask("PUT", path, body);
    }

    private JsonNode ask(String method, String path, String body) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(uri.resolve(path))
                .header("content-type", "application/json")
                .timeout(Duration.ofSeconds(60))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + ": " + answer.body());
        }
        return JSON.readTree(answer.body());
    }

    /** How many documents there are that can be found. */
    long count(String streams) throws IOException, InterruptedException {
        post("/" + streams + "/_refresh", "");
        return get("/" + streams + "/_count").path("count").asLong();
    }

    /** Puts documents into a stream as an agent does. */
    void create(String stream, List<ObjectNode> events) throws IOException, InterruptedException {
        StringBuilder bulk = new StringBuilder();
        for (ObjectNode event : events) {
            ObjectNode action = JSON.createObjectNode();
            action.putObject("create").put("_id", event.path("event.id").asString());
            bulk.append(action).append('\n').append(event).append('\n');
        }
        JsonNode answer = post("/" + stream + "/_bulk?refresh=true", bulk.toString());
        if (answer.path("errors").asBoolean()) {
            throw new IOException(stream + ": " + answer);
        }
    }

    /** The values of a field of all documents of a stream, one for each document, as they are at one moment. */
    List<String> values(String stream, String field) throws IOException, InterruptedException {
        ObjectNode query = JSON.createObjectNode().put("size", PAGE).put("_source", false);
        query.putArray("docvalue_fields").add(field);
        query.putArray("sort").add("_doc");
        List<String> values = new ArrayList<>();
        JsonNode page = post("/" + stream + "/_search?scroll=1m", query.toString());
        while (!page.at("/hits/hits").isEmpty()) {
            page.at("/hits/hits")
                    .forEach(hit ->
                            values.add(hit.path("fields").path(field).path(0).asString()));
            ObjectNode next = JSON.createObjectNode().put("scroll", "1m");
            page = post(
                    "/_search/scroll",
                    next.set("scroll_id", page.path("_scroll_id")).toString());
        }
        return values;
    }

    /** Runs a search that is shipped. */
    JsonNode search(String name, String stream, Map<String, String> parameters)
            throws IOException, InterruptedException {
        ObjectNode search =
                (ObjectNode) JSON.readTree(Files.readString(Shipped.OPENSEARCH.resolve("searches/" + name + ".json")));
        ObjectNode given = (ObjectNode) search.path("params");
        parameters.forEach((parameter, value) -> {
            if (!given.has(parameter)) {
                throw new IllegalArgumentException(parameter + ": no parameter of " + name);
            }
            given.put(parameter, value);
        });
        return post("/" + stream + "/_search/template", search.toString());
    }

    /** Asks what a monitor asks, as of now. */
    JsonNode monitor(String name, String stream) throws IOException, InterruptedException {
        JsonNode monitor = JSON.readTree(Files.readString(Shipped.OPENSEARCH.resolve("monitors/" + name + ".json")));
        ObjectNode search = JSON.createObjectNode();
        search.set("source", monitor.at("/inputs/0/search/query"));
        search.putObject("params").put("period_end", System.currentTimeMillis());
        return post("/" + stream + "/_search/template", search.toString());
    }
}
