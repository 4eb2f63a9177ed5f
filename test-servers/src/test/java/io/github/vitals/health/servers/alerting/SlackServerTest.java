package io.github.vitals.health.servers.alerting;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlackServerTest {
    private static final String HEADER = "{\"type\":\"header\",\"text\":{\"type\":\"plain_text\",\"text\":\"%s\"}}";
    private static final String SECTION = "{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"%s\"}}";
    private static final String BUTTON =
            "{\"type\":\"button\",\"text\":{\"type\":\"plain_text\",\"text\":\"a\"},\"url\":\"https://a.example\"},";

    private final SlackServer slack = SlackServer.start();
    private final HttpClient client = HttpClient.newHttpClient();

    @AfterEach
    void close() {
        slack.close();
    }

    private HttpResponse<String> post(URI uri, String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Authorization", "Bearer " + token)
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String call(String method, String body) throws Exception {
        return post(URI.create(slack.uri() + "/" + method), SlackServer.TOKEN, body)
                .body();
    }

    private String blocks(String blocks) throws Exception {
        return call("chat.postMessage", "{\"channel\":\"alerts\",\"text\":\"a\",\"blocks\":[" + blocks + "]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"text\":\"a\"} | 200 | ok",
                "{\"text\":\"\"} | 400 | no_text",
                "{} | 400 | no_text",
                "text | 400 | invalid_payload",
                "{\"text\":\"a\",\"blocks\":[]} | 400 | invalid_blocks"
            })
    void aWebhookAnswersInText(String body, int status, String answer) throws Exception {
        HttpResponse<String> response = post(slack.webhook(), "", body);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat(response.body()).isEqualTo(answer);
        assertThat(slack.messages()).hasSize(status == 200 ? 1 : 0);
    }

    @Test
    void aWebhookThatIsNotKnownIsNotFound() throws Exception {
        HttpResponse<String> response = post(URI.create(slack.webhook() + "x"), "", "{\"text\":\"a\"}");
        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).isEqualTo("no_service");
    }

    @Test
    void whatIsLongerThanSlackTakesIsRefused() throws Exception {
        assertThat(blocks(HEADER.formatted("a".repeat(150)))).contains("\"ok\":true");
        assertThat(blocks(HEADER.formatted("a".repeat(151))))
                .contains("\"error\":\"invalid_blocks\"")
                .contains("[ERROR] must be less than 151 characters [json-pointer:/blocks/0/text/text]");
        assertThat(blocks(SECTION.formatted("a".repeat(3_000)))).contains("\"ok\":true");
        assertThat(blocks(SECTION.formatted("a".repeat(3_001)))).contains("must be less than 3001 characters");
        assertThat(blocks(SECTION.formatted(""))).contains("must be more than 0 characters");
        assertThat(blocks((SECTION.formatted("a") + ",").repeat(50) + SECTION.formatted("a")))
                .contains("no more than 50 items allowed [json-pointer:/blocks]");
        assertThat(blocks("{\"type\":\"actions\",\"elements\":["
                        + BUTTON.repeat(26).replaceAll(",$", "") + "]}"))
                .contains("no more than 25 items allowed [json-pointer:/blocks/0/elements]");
        assertThat(blocks((SECTION.formatted("a".repeat(2_900)) + ",").repeat(5).replaceAll(",$", "")))
                .contains("msg_blocks_too_long");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain_text | mrkdwn | unsupported type: mrkdwn",
                "header | heading | unsupported type",
                "https://a.example | javascript:alert(1) | invalid url",
                "https://a.example | https:///a | invalid url",
                "button | image | unsupported type"
            })
    void whatSlackDoesNotKnowIsRefused(String what, String instead, String error) throws Exception {
        String message =
                HEADER.formatted("a") + ",{\"type\":\"actions\",\"elements\":[" + BUTTON.replaceAll(",$", "") + "]}";
        assertThat(blocks(message)).contains("\"ok\":true");
        assertThat(blocks(message.replace(what, instead))).contains(error);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "chat.postMessage | {\"channel\":\"nowhere\",\"text\":\"a\"} | channel_not_found",
                "chat.postMessage | {\"channel\":\"alerts\"} | no_text",
                "chat.postMessage | text | invalid_json",
                "chat.update | {\"channel\":\"alerts\",\"text\":\"a\",\"ts\":\"1.1\"} | channel_not_found",
                "chat.update | {\"channel\":\"C024BE91L\",\"text\":\"a\",\"ts\":\"1.1\"} | message_not_found",
                "chat.delete | {\"channel\":\"alerts\",\"text\":\"a\"} | unknown_method"
            })
    void aRefusalIsAWord(String method, String body, String error) throws Exception {
        assertThat(call(method, body)).contains("\"ok\":false,\"error\":\"" + error + "\"");
        assertThat(slack.messages()).isEmpty();
    }

    @Test
    void onlyTheBotMayPost() throws Exception {
        assertThat(post(URI.create(slack.uri() + "/chat.postMessage"), "xoxb-other", "{\"text\":\"a\"}")
                        .body())
                .contains("invalid_auth");
    }

    @Test
    void aMessageCanBeChangedAndAnswered() throws Exception {
        call("chat.postMessage", "{\"channel\":\"alerts\",\"text\":\"<!here> a\"}");
        SlackServer.Message message = slack.messages().get(0);
        assertThat(message.pings()).isEqualTo(1);
        String channel = "{\"channel\":\"" + SlackServer.CHANNEL + "\",";
        call("chat.update", channel + "\"text\":\"b &lt;!here&gt;\",\"ts\":\"" + message.ts() + "\"}");
        call(
                "chat.postMessage",
                channel + "\"text\":\"c\",\"reply_broadcast\":true,\"thread_ts\":\"" + message.ts() + "\"}");
        assertThat(slack.messages().get(0))
                .isEqualTo(new SlackServer.Message(message.ts(), "", false, "b &lt;!here&gt;", "", 1, 0));
        assertThat(slack.replies(message.ts()))
                .singleElement()
                .matches(reply -> reply.text().equals("c") && reply.broadcast());
        slack.delete(message.ts());
        assertThat(slack.messages()).hasSize(1);
    }
}
