package io.github.vitals.ops.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is asked of stores that cannot be started here: those with plugins, and Elasticsearch. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class ApplyTest {
    private static final String PLUGINS =
            "[{\"component\":\"opensearch-index-management\"},{\"component\":\"opensearch-alerting\"}]";

    private final Map<String, String> answers = new HashMap<>();
    private final Map<String, String> asked = new ConcurrentHashMap<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    @AfterEach
    void end() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        String question = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        asked.put(question, new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
        String answer = answers.getOrDefault(question, question.startsWith("PUT") ? "{}" : "");
        byte[] body = answer.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(answer.isEmpty() ? 404 : 200, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }

    private List<String> apply() throws Exception {
        URI store = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        return new StoreScript(store).run("apply");
    }

    private JsonNode put(String path) {
        return JsonMapper.shared().readTree(asked.get("PUT " + path));
    }

    @Test
    void givesPoliciesAndMonitorsToAnOpenSearchThatHasThePluginsAndReplacesThoseThatAreThere() throws Exception {
        answers.put("GET /", "{\"version\":{\"number\":\"2.19.1\",\"distribution\":\"opensearch\"}}");
        answers.put("GET /_cat/plugins?format=json", PLUGINS);
        answers.put("GET /_plugins/_ism/policies/vitals-logs-audit", "{\"_seq_no\":7,\"_primary_term\":2}");
        answers.put("POST /_plugins/_alerting/monitors/_search", "{\"hits\":{\"hits\":[{\"_id\":\"m1\"}]}}");
        assertThat(apply()).contains("put policy vitals-logs-audit", "put monitor Logs: error spike");
        assertThat(asked)
                .containsKey("PUT /_plugins/_ism/policies/vitals-logs-audit?if_seq_no=7&if_primary_term=2")
                .containsKey("PUT /_plugins/_ism/policies/vitals-logs-access")
                .containsKey("PUT /_plugins/_alerting/monitors/m1")
                .doesNotContainKey("POST /_plugins/_alerting/monitors");
    }

    @Test
    void givesAnElasticsearchItsNamesAndATemplateForEachPolicy() throws Exception {
        answers.put("GET /", "{\"version\":{\"number\":\"8.19.0\"}}");
        answers.put("GET /_ilm/status", "{\"operation_mode\":\"RUNNING\"}");
        assertThat(apply()).contains("put /_ilm/policy/vitals-logs-access", "put /_index_template/vitals-logs-access");
        assertThat(put("/_component_template/vitals-logs-mappings")
                        .at("/template/mappings/properties/labels/type")
                        .asString())
                .isEqualTo("flattened");
        JsonNode template = put("/_index_template/vitals-logs-access");
        assertThat(template.at("/index_patterns/0").asString()).isEqualTo("logs-vitals.access-*");
        assertThat(template.at("/template/settings/index.lifecycle.name").asString())
                .isEqualTo("vitals-logs-access");
        assertThat(put("/_index_template/vitals-logs-failed")
                        .at("/template/mappings/properties/failure")
                        .isMissingNode())
                .isFalse();
    }

    @Test
    void endsAtWhatTheStoreRefuses() {
        answers.put("GET /", "{\"version\":{\"number\":\"8.19.0\"}}");
        server.createContext("/_component_template", exchange -> {
            byte[] body = "{\"error\":{\"reason\":\"no such right\"}}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(403, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        assertThatThrownBy(this::apply)
                .hasMessageContaining("PUT /_component_template/vitals-logs-settings: 403 no such right");
    }
}
