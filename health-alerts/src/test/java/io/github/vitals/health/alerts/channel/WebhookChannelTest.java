package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vitals.health.servers.alerting.Fault;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class WebhookChannelTest {
    private static final Path SCHEMA = Path.of("..", "docs", "schemas", "alert.schema.json");
    private static final Instant NOW = Instant.parse("2026-01-01T12:00:00Z");
    private static final Sample TRIGGER = Sample.of(AlertNotification.Kind.TRIGGER);

    private final WebhookReceiver receiver = WebhookReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
    }

    private WebhookChannelBuilder builder() {
        return WebhookChannel.builder(Secret.of(receiver.uri() + "/alerts?team=orders"))
                .clock(() -> NOW);
    }

    private WebhookReceiver.Event sent(WebhookChannelBuilder builder, Sample sample) throws Exception {
        try (WebhookChannel channel = builder.build()) {
            assertThat(channel.deliver(sample.notification(), Sample.first())).isEqualTo(new Receipt("HTTP 200", ""));
        }
        return receiver.events().get(receiver.events().size() - 1);
    }

    private static JsonNode json(String text) {
        return new JsonMapper().readTree(text);
    }

    @Test
    void aMessageSaysWhatIsKnown() throws Exception {
        WebhookReceiver.Event event = sent(builder(), TRIGGER);
        assertThat(event.path()).isEqualTo("/alerts?team=orders");
        assertThat(event.headers())
                .containsEntry("vitals-delivery", "delivery-1")
                .doesNotContainKey("vitals-signature");
        assertThat(json(event.body())).isEqualTo(json("""
                {
                  "version": 1,
                  "id": "delivery-1",
                  "kind": "trigger",
                  "key": "0123456789abcdef0123456789abcdef",
                  "summary": "orders-db is DOWN (timeout): no answer within 2 s, and 12 others",
                  "severity": "critical",
                  "at": "2026-01-01T12:05:00Z",
                  "service": "shop",
                  "scope": "shop-7d4b9-x2x",
                  "rule": "down",
                  "subject": "check",
                  "name": "orders-db",
                  "facts": {
                    "status": "DOWN",
                    "reason": "timeout",
                    "message": "no answer within 2 s",
                    "since": "2026-01-01T12:00:00Z",
                    "lastGood": "2026-01-01T11:59:50Z",
                    "latencySeconds": 2.001
                  },
                  "affected": { "count": 12, "names": ["orders", "stock"] },
                  "labels": { "app.kubernetes.io/name": "shop", "team": "orders" },
                  "links": {
                    "dashboard": "https://grafana.example/d/orders",
                    "runbook": "https://wiki.example/orders-db",
                    "status": "https://orders.example/health-page/"
                  }
                }
                """));
    }

    @ParameterizedTest
    @EnumSource(AlertNotification.Kind.class)
    void everyFieldIsInTheSchemaAndWhatItRequiresIsThere(AlertNotification.Kind kind) throws Exception {
        JsonNode schema = json(Files.readString(SCHEMA));
        JsonNode message = json(sent(builder(), Sample.hostile(kind)).body());
        requireFits(message, schema);
        requireFits(message.get("facts"), schema.get("properties").get("facts"));
        requireFits(message.get("affected"), schema.get("properties").get("affected"));
        assertThat(schema.get("properties")
                        .get("kind")
                        .get("enum")
                        .valueStream()
                        .map(JsonNode::asString))
                .contains(kind.label());
        assertThat(message.get("facts").get("message").asString()).hasSize(10_000);
    }

    private static void requireFits(JsonNode object, JsonNode schema) {
        assertThat(schema.get("properties").propertyNames()).containsAll(object.propertyNames());
        for (Iterator<JsonNode> required = schema.get("required").iterator(); required.hasNext(); ) {
            assertThat(object.propertyNames()).contains(required.next().asString());
        }
    }

    @Test
    void aTemplateIsFilledAndItsValuesAreEscaped() throws Exception {
        String template = """
                {"text": "${severity} ${name}: ${message}", "others": ${others}, "team": "${label.team}",
                 "none": "${label.none}${until}", "link": "${link.runbook}", "for": ["${key}", "${id}"]}""";
        Sample quoted = new Sample(
                TRIGGER.kind(),
                TRIGGER.severity(),
                "a\"b",
                "\\ \"${key}\" $1 \n💥",
                TRIGGER.others(),
                TRIGGER.labels(),
                TRIGGER.links());
        assertThat(json(sent(builder().template(template), quoted).body())).isEqualTo(json("""
                {"text": "critical a\\"b: \\\\ \\"${key}\\" $1 \\n💥", "others": 12, "team": "orders",
                 "none": "", "link": "https://wiki.example/orders-db",
                 "for": ["0123456789abcdef0123456789abcdef", "delivery-1"]}"""));
    }

    @Test
    void everyPlaceholderIsFilled() throws Exception {
        String all = "id kind key summary severity at service scope rule subject name status reason message since until"
                + " lastGood latency acknowledgedBy others otherNames";
        String template =
                "[\"" + String.join("}\",\"${", ("${" + all.replace(" ", " ${")).split(" \\$\\{", -1)) + "}\"]";
        JsonNode filled = json(sent(builder().template(template), TRIGGER).body());
        assertThat(filled.valueStream().map(JsonNode::asString))
                .containsExactly(
                        "delivery-1",
                        "trigger",
                        Sample.KEY,
                        "orders-db is DOWN (timeout): no answer within 2 s, and 12 others",
                        "critical",
                        "2026-01-01T12:05:00Z",
                        "shop",
                        "shop-7d4b9-x2x",
                        "down",
                        "check",
                        "orders-db",
                        "DOWN",
                        "timeout",
                        "no answer within 2 s",
                        "2026-01-01T12:00:00Z",
                        "",
                        "2026-01-01T11:59:50Z",
                        "2001 ms",
                        "",
                        "12",
                        "orders, stock");
    }

    @Test
    void noTextMakesATemplateThatIsNotJson() throws Exception {
        String body = sent(
                        builder().template("{\"a\": \"${message}\", \"b\": \"${label.severity}${name}\"}"),
                        Sample.hostile(AlertNotification.Kind.TRIGGER))
                .body();
        assertThat(json(body).get("a").asString())
                .startsWith("<!channel> <!here>")
                .hasSize(10_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"a\": \"${unknown}\"}",
                "{\"a\": \"${ key }\"}",
                "{\"a\": ${summary}}",
                "{\"a\": \"${summary}\"",
                "{\"a\": 1} {}",
                "",
                "plain"
            })
    void aMistakeInATemplateIsAnErrorAtStart(String template) {
        assertThatThrownBy(() -> builder().template(template))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("template: ")
                .hasMessageContaining("(expected: ");
    }

    @Test
    void aMessageIsSignedAndItsReceiverKnows() throws Exception {
        WebhookReceiver.Event event =
                sent(builder().signature(Secret.of("agreed")), Sample.hostile(AlertNotification.Kind.TRIGGER));
        byte[] body = event.body().getBytes(StandardCharsets.UTF_8);
        String header = event.headers().get("vitals-signature");
        assertThat(header).startsWith("t=1767268800,v1=");
        Duration tolerance = Duration.ofMinutes(5);
        assertThat(WebhookSignature.verify(header, body, "agreed", tolerance, NOW))
                .isTrue();
        assertThat(WebhookSignature.verify(header, body, "another", tolerance, NOW))
                .isFalse();
        body[10]++;
        assertThat(WebhookSignature.verify(header, body, "agreed", tolerance, NOW))
                .isFalse();
    }

    @Test
    void headersAreSentAndSecretOnesNotShown() throws Exception {
        WebhookChannelBuilder builder =
                builder().header("X-Team", "orders").secretHeader("Authorization", Secret.of("Bearer a-secret-token"));
        assertThat(sent(builder, TRIGGER).headers())
                .containsEntry("x-team", "orders")
                .containsEntry("authorization", "Bearer a-secret-token");
        receiver.failNext(Fault.answer(401, "not you: Bearer a-secret-token"));
        assertThatThrownBy(() -> sent(builder, TRIGGER)).hasMessage("HTTP 401: not you: ***");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Host", "content-length", "Vitals-Signature", "two words", "", "a:b", "ä"})
    void aHeaderThatCannotBeSetIsAnErrorAtStart(String name) {
        assertThatThrownBy(() -> builder().header(name, "x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("header: " + name + " (expected: a name that may be set)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\nb", "ä", "\u0000"})
    void aHeadersValueThatCannotBeSentIsFoundAndNotShown(String value) {
        assertThatThrownBy(() -> builder().header("X-Team", value))
                .hasMessage("header X-Team: not shown (expected: visible ASCII characters)");
        assertThatThrownBy(() -> sent(builder().secretHeader("X-Team", Secret.of(value)), TRIGGER))
                .isInstanceOf(DeliveryFailure.class)
                .hasMessageStartingWith("header X-Team: not shown");
    }

    @Test
    void aDateTellsWhenToTryAgain() {
        receiver.failNext(Fault.answer(503, Map.of("Retry-After", "Thu, 01 Jan 2026 12:03:00 GMT"), ""));
        DeliveryFailure failure = catchThrowableOfType(DeliveryFailure.class, () -> sent(builder(), TRIGGER));
        assertThat(failure.retryAfter()).contains(Duration.ofMinutes(3));
    }

    @Test
    void anAddressInAFileIsReadEachTime(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("url");
        try (WebhookChannel channel = WebhookChannel.of(Secret.file(file))) {
            assertThatThrownBy(() -> channel.deliver(TRIGGER.notification(), Sample.first()))
                    .hasMessageStartingWith("no secret in file " + file + " (expected: readable; NoSuchFileException)");
            Files.writeString(file, "http://example.com/plain\n");
            assertThatThrownBy(() -> channel.deliver(TRIGGER.notification(), Sample.first()))
                    .hasMessageStartingWith("url: not such (expected: an https address");
            Files.writeString(file, receiver.uri() + "/one\n");
            channel.deliver(TRIGGER.notification(), Sample.first());
            Files.writeString(file, receiver.uri() + "/two\n");
            channel.deliver(TRIGGER.notification(), Sample.first());
        }
        assertThat(receiver.events()).extracting(WebhookReceiver.Event::path).containsExactly("/one", "/two");
    }
}
