package io.github.vitals.health.http;

import static io.github.vitals.health.http.Asking.answer;
import static io.github.vitals.health.http.Asking.ask;
import static io.github.vitals.health.http.Asking.assertDown;
import static io.github.vitals.health.http.Asking.assertUp;
import static io.github.vitals.health.http.Asking.check;
import static io.github.vitals.health.http.HttpExpectation.bodyContains;
import static io.github.vitals.health.http.HttpExpectation.bodyLacks;
import static io.github.vitals.health.http.HttpExpectation.bodyMatches;
import static io.github.vitals.health.http.HttpExpectation.header;
import static io.github.vitals.health.http.HttpExpectation.headerMatches;
import static io.github.vitals.health.http.HttpExpectation.json;
import static io.github.vitals.health.http.HttpExpectation.latency;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import mockwebserver3.MockWebServer;
import okio.Buffer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class HttpExpectationIT {
    private final MockWebServer server = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        server.start();
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HealthResult asked(MockResponse answer, HttpExpectation expectation) throws InterruptedException {
        server.enqueue(answer);
        return ask(check(server, "/").expect(expectation));
    }

    private HealthResult asked(String body, HttpExpectation expectation) throws InterruptedException {
        return asked(new MockResponse.Builder().body(body).build(), expectation);
    }

    private void assertMet(String body, HttpExpectation expectation, String kept) throws InterruptedException {
        HealthResult result = asked(body, expectation);
        assertUp(result);
        assertThat(result.details()).containsEntry("expectation.1", "met: " + kept);
    }

    private void assertUnmet(String body, HttpExpectation expectation, String kept) throws InterruptedException {
        HealthResult result = asked(body, expectation);
        assertDown(result, FailureReason.BODY);
        assertThat(result.details()).containsEntry("expectation.1", "not met: " + kept);
    }

    @Nested
    class OfAHeader {
        private final MockResponse answer = new MockResponse.Builder()
                .addHeader("Content-Type", "application/json; charset=utf-8")
                .addHeader("X-Via", "one")
                .addHeader("X-Via", "two")
                .build();

        @Test
        void isMetByOneOfItsValues() throws Exception {
            assertUp(asked(answer, header("x-via", "two")));
            assertUp(asked(answer, headerMatches("Content-Type", "^application/json\\b")));
        }

        @Test
        void isNotMetByAnotherOrByNone() throws Exception {
            HealthResult other = asked(answer, header("X-Via", "three"));
            assertDown(other, FailureReason.HEADER);
            assertThat(other.message()).isEqualTo("expected: header X-Via is \"three\"; was: \"one, two\"");
            HealthResult none = asked(answer, headerMatches("X-None", "."));
            assertDown(none, FailureReason.HEADER);
            assertThat(none.details()).containsEntry("expectation.1", "not met: header X-None matches \".\": missing");
        }

        @Test
        void doesNotShowOneThatIsASecret() throws Exception {
            MockResponse secret = new MockResponse.Builder()
                    .addHeader("X-Api-Token", "t0ken-of-another")
                    .build();
            HealthResult result = asked(secret, header("X-Api-Token", "mine"));
            assertDown(result, FailureReason.HEADER);
            assertThat(result.toString()).doesNotContain("t0ken-of-another");
        }
    }

    @Nested
    class OfTheBody {
        @Test
        void looksForATextInItsCase() throws Exception {
            assertMet("all is ready", bodyContains("ready"), "body contains \"ready\": found");
            assertUnmet("all is ready", bodyContains("Ready"), "body contains \"Ready\": not found in 12 B");
        }

        @Test
        void looksForWhatShouldNotBeThere() throws Exception {
            assertMet("all is well", bodyLacks("error"), "body lacks \"error\": not found in 11 B");
            assertUnmet("an error", bodyLacks("error"), "body lacks \"error\": found");
        }

        @Test
        void readsTheCharsetThatTheAnswerHas() throws Exception {
            MockResponse latin = new MockResponse.Builder()
                    .addHeader("Content-Type", "text/plain; charset=iso-8859-1")
                    .body(new Buffer().write(new byte[] {(byte) 0xe4}))
                    .build();
            assertUp(asked(latin, bodyContains("ä")));
        }

        @Test
        void matchesInTimeLinearInItWhateverTheExpression() throws Exception {
            assertMet("version=2.7", bodyMatches("^version=2\\.\\d+$"), "body matches \"^version=2\\.\\d+$\": found");
            // Where backtracking would take longer than the universe has time.
            assertUnmet(
                    "a".repeat(50_000) + "!", bodyMatches("^(a+)+$"), "body matches \"^(a+)+$\": not found in 50001 B");
        }

        @Test
        void saysNothingIsAbsentFromABodyOfWhichOnlyTheBeginningWasRead() throws Exception {
            server.enqueue(new MockResponse.Builder().body("fine, but an error").build());
            HealthResult result = ask(check(server, "/").maxBody(4).expect(bodyLacks("error")));
            assertDown(result, FailureReason.BODY);
            assertThat(result.message()).endsWith("not found in the first 4 B, and there is more");
        }
    }

    @Nested
    class OfJson {
        private static final String BODY =
                "{\"status\":\"ok\",\"depth\":5,\"ratio\":0.1,\"big\":9007199254740993,\"on\":true,\"none\":null,"
                        + "\"text\":\"5\",\"password\":\"s3same\",\"list\":[{\"n\":1},{\"n\":2}]}";

        @Test
        void comparesValuesAndShowsThem() throws Exception {
            assertMet(BODY, json("$.status").is("ok"), "$['status'] is \"ok\": \"ok\"");
            assertMet(BODY, json("$.depth").is(5.0), "$['depth'] is 5.0: 5");
            assertMet(BODY, json("$.ratio").is(0.1), "$['ratio'] is 0.1: 0.1");
            assertMet(BODY, json("$.on").is(true), "$['on'] is true: true");
            assertMet(BODY, json("$.none").is(null), "$['none'] is null: null");
            assertMet(BODY, json("$.depth").atMost(5), "$['depth'] is at most 5: 5");
            assertMet(BODY, json("$.depth").atLeast(5), "$['depth'] is at least 5: 5");
            assertMet(BODY, json("$.status").matches("^o"), "$['status'] matches \"^o\": \"ok\"");
            assertMet(BODY, json("$.list.length()").is(2), "$['list'].length() is 2: 2");
            assertUnmet(BODY, json("$.depth").atMost(4), "$['depth'] is at most 4: 5");
            assertUnmet(BODY, json("$.depth").atLeast(6), "$['depth'] is at least 6: 5");
            assertUnmet(BODY, json("$.big").is(9007199254740992L), "$['big'] is 9007199254740992: 9007199254740993");
        }

        @Test
        void isNotMetByAValueOfAnotherTypeOrNone() throws Exception {
            assertUnmet(BODY, json("$.text").is(5), "$['text'] is 5: \"5\"");
            assertUnmet(BODY, json("$.text").atMost(100), "$['text'] is at most 100: \"5\"");
            assertUnmet(BODY, json("$.list").atMost(100), "$['list'] is at most 100: an array of 2");
            assertUnmet(BODY, json("$.missing").atMost(100), "$['missing'] is at most 100: missing");
            assertUnmet(BODY, json("$.missing").is(null), "$['missing'] is null: missing");
            assertUnmet(BODY, json("$.none").atMost(0), "$['none'] is at most 0: null");
            assertUnmet(BODY, json("$.depth").matches("5"), "$['depth'] matches \"5\": 5");
        }

        @Test
        void tellsWhatIsThereFromWhatIsNot() throws Exception {
            assertMet(BODY, json("$.none").exists(), "$['none'] exists: null");
            assertMet(BODY, json("$.missing").isMissing(), "$['missing'] is missing: missing");
            assertUnmet(BODY, json("$.missing").exists(), "$['missing'] exists: missing");
            assertUnmet(BODY, json("$.none").isMissing(), "$['none'] is missing: null");
        }

        @Test
        void ofAPathWithSeveralValuesIsMetByAllAndAtLeastOne() throws Exception {
            assertMet(BODY, json("$.list[*].n").atMost(2), "$['list'][*]['n'] is at most 2: 1, 2");
            assertUnmet(BODY, json("$.list[*].n").atMost(1), "$['list'][*]['n'] is at most 1: 1, 2");
            assertUnmet(BODY, json("$.list[?(@.n > 7)]").exists(), "$['list'][?] exists: missing");
        }

        @Test
        void isNotMetByWhatIsNotJson() throws Exception {
            for (String body : List.of("<html>", "", "{\"depth\":5", "{\"depth\":5} and more", "{'depth':5}", "NaN")) {
                HealthResult result = asked(body, json("$.depth").is(5));
                assertDown(result, FailureReason.BODY);
                assertThat(result.message()).contains("the body is not JSON: ");
            }
            assertDown(asked("[".repeat(100_000), json("$").exists()), FailureReason.BODY);
        }

        @Test
        void doesNotShowASecret() throws Exception {
            HealthResult result = asked(BODY, json("$.password").is("other"));
            assertDown(result, FailureReason.BODY);
            assertThat(result.message()).doesNotContain("s3same");
            assertThat(result.details().get("expectation.1").toString()).doesNotContain("s3same");
        }
    }

    @Nested
    class OfLatency {
        @Test
        void isSlowWhenTheHeadersTakeLonger() throws Exception {
            MockResponse late = new MockResponse.Builder()
                    .headersDelay(100, TimeUnit.MILLISECONDS)
                    .build();
            assertDown(asked(late, latency(Duration.ofMillis(50))), FailureReason.SLOW);
            assertUp(asked(late, latency(Duration.ofSeconds(15))));
        }
    }

    @Nested
    class ThatIsNotMet {
        @Test
        void isDegradedWhenThatIsEnough() throws Exception {
            HealthResult result = asked("no", bodyContains("yes").orDegraded());
            assertThat(result.status()).isEqualTo(HealthStatus.DEGRADED);
            assertThat(result.reason()).contains(FailureReason.BODY);
        }

        @Test
        void givesWayToAWorseOneAndAllAreKept() throws Exception {
            server.enqueue(answer(200));
            HealthResult result = ask(check(server, "/")
                    .expect(bodyContains("mild").orDegraded())
                    .expect(header("X-Worse", "1"))
                    .expect(bodyContains("worse"))
                    .expect(bodyLacks("fine")));
            assertDown(result, FailureReason.HEADER);
            assertThat(result.details())
                    .containsEntry("unmet", 3)
                    .containsKeys("expectation.1", "expectation.2", "expectation.3")
                    .containsEntry("expectation.4", "met: body lacks \"fine\": not found in 0 B");
        }
    }

    @Nested
    class TheSample {
        private static final String KEY = "k3y-of-ours";

        private HealthResult echoed(String contentType, String body) throws InterruptedException {
            server.enqueue(new MockResponse.Builder()
                    .code(500)
                    .addHeader("Content-Type", contentType)
                    .body(body)
                    .build());
            return ask(check(server, "/?key=" + KEY)
                    .method("POST")
                    .body("text/plain", "b0dy-of-ours")
                    .header("X-Key", "h3ader-of-ours")
                    .basicAuth("watcher", "passw0rd-of-ours"));
        }

        @Test
        void ofAnAnswerThatIsNotWellIsShown() throws Exception {
            HealthResult result = echoed("text/html", "<h1>Bad\n  Gateway</h1>" + "x".repeat(300));
            assertThat(result.details().get("sample").toString())
                    .startsWith("<h1>Bad Gateway</h1>xxx")
                    .hasSize(201)
                    .endsWith("…");
        }

        @Test
        void hidesWhatWasSentAndWhatLooksLikeASecret() throws Exception {
            HealthResult result = echoed(
                    "application/json",
                    "{\"key\":\"" + KEY
                            + "\",\"x\":\"h3ader-of-ours\",\"got\":\"b0dy-of-ours\",\"auth\":\"passw0rd-of-ours\","
                            + "\"password\":\"th3irs\"}");
            assertThat(result.details()).containsKey("sample");
            assertThat(result.toString()).doesNotContain("of-ours").doesNotContain("th3irs");
        }

        @Test
        void isNotTakenOfWhatNobodyCanReadOrWhenAllIsWellOrNobodyWantsIt() throws Exception {
            assertThat(echoed("application/octet-stream", "abc").details()).doesNotContainKey("sample");
            server.enqueue(new MockResponse.Builder().body("well").build());
            assertThat(ask(check(server, "/")).details()).doesNotContainKey("sample");
            server.enqueue(new MockResponse.Builder().code(500).body("why").build());
            assertThat(ask(check(server, "/").sample(0)).details()).doesNotContainKey("sample");
        }
    }

    @Nested
    class AnArgument {
        @Test
        void thatCannotBeExpectedIsNamed() {
            assertThatThrownBy(() -> bodyMatches("("))
                    .hasMessageStartingWith("regex: \"(\" (expected: a regular expression of RE2: ");
            assertThatThrownBy(() -> bodyMatches("(a)\\1"))
                    .hasMessageStartingWith("regex: \"(a)\\1\" (expected: a regular expression of RE2");
            assertThatThrownBy(() -> json("$.[")).hasMessageStartingWith("path: $.[ (expected: a JSONPath: ");
            assertThatThrownBy(() -> json("$[?(@.a =~ /(a+)+/)]")).hasMessageContaining("(expected: no =~");
            assertThatThrownBy(() -> json("$").is(Double.NaN)).hasMessage("number: NaN (expected: a finite number)");
            assertThatThrownBy(() -> json("$").is(List.of())).hasMessageContaining("(expected: a text, a number");
            assertThatThrownBy(() -> bodyContains("")).hasMessage("text: \"\" (expected: some text)");
            assertThatThrownBy(() -> latency(Duration.ZERO)).hasMessage("most: PT0S (expected: > 0)");
            assertThatThrownBy(() -> check(server, "/").sample(2001))
                    .hasMessage("characters: 2001 (expected: 0 to 2000)");
        }
    }
}
