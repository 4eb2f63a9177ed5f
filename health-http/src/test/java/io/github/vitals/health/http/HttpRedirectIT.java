package io.github.vitals.health.http;

import static io.github.vitals.health.http.Asking.answer;
import static io.github.vitals.health.http.Asking.ask;
import static io.github.vitals.health.http.Asking.assertDown;
import static io.github.vitals.health.http.Asking.assertUp;
import static io.github.vitals.health.http.Asking.check;
import static io.github.vitals.health.http.Asking.redirect;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import java.io.IOException;
import mockwebserver3.MockWebServer;
import mockwebserver3.RecordedRequest;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class HttpRedirectIT {
    private final MockWebServer home = new MockWebServer();
    private final MockWebServer elsewhere = new MockWebServer();

    @BeforeEach
    void start() throws IOException {
        home.start();
        elsewhere.start();
    }

    @AfterEach
    void stop() {
        home.close();
        elsewhere.close();
    }

    @Test
    void isFollowedAndTheLastAnswerIsJudged() throws Exception {
        home.enqueue(redirect(302, "/second?key=s3cret"));
        home.enqueue(redirect(301, elsewhere.url("/third")));
        elsewhere.enqueue(answer(503));
        HealthResult result = ask(check(home, "/first").followRedirects(2));
        assertDown(result, FailureReason.STATUS);
        assertThat(result.message()).isEqualTo("status 503 (expected: 200 to 299)");
        assertThat(result.details()).containsEntry("redirects", 2).containsEntry("status", 503);
        assertThat(home.takeRequest().getTarget()).isEqualTo("/first");
        assertThat(home.takeRequest().getTarget()).isEqualTo("/second?key=s3cret");
        assertThat(elsewhere.takeRequest().getTarget()).isEqualTo("/third");
    }

    @Test
    void isFollowedNoMoreOftenThanTheLimit() throws Exception {
        for (int i = 0; i < 3; i++) {
            home.enqueue(redirect(302, "/" + i));
        }
        HealthResult result = ask(check(home, "/").followRedirects(2));
        assertDown(result, FailureReason.REDIRECT);
        assertThat(result.message()).contains("redirected more often than 2 times");
        assertThat(home.getRequestCount()).isEqualTo(3);
    }

    @Test
    void inALoopEndsWithTheFirstRepetition() throws Exception {
        home.enqueue(redirect(302, elsewhere.url("/there?key=s3cret")));
        elsewhere.enqueue(redirect(302, home.url("/here")));
        HealthResult result = ask(check(home, "/here").followRedirects(20));
        assertDown(result, FailureReason.REDIRECT);
        String here = "http://localhost:" + home.getPort();
        String there = "http://localhost:" + elsewhere.getPort();
        assertThat(result.message()).doesNotContain("s3cret").endsWith(here + " → " + there + " → " + here);
    }

    @Test
    void fromHttpsToHttpIsRefused() throws Exception {
        HeldCertificate certificate = new HeldCertificate.Builder()
                .addSubjectAlternativeName("localhost")
                .build();
        try (MockWebServer secure = new MockWebServer()) {
            secure.useHttps(new HandshakeCertificates.Builder()
                    .heldCertificate(certificate)
                    .build()
                    .sslSocketFactory());
            secure.start();
            secure.enqueue(redirect(302, home.url("/")));
            HealthResult result = ask(
                    check(secure, "/").trust(Certificates.trusting(certificate)).followRedirects(5));
            assertDown(result, FailureReason.REDIRECT);
            assertThat(result.message()).contains("redirected from https to http");
            assertThat(home.getRequestCount()).isZero();
        }
    }

    @Test
    void toAnotherOriginCarriesNeitherCredentialsNorHeaders() throws Exception {
        home.enqueue(redirect(302, elsewhere.url("/")));
        elsewhere.enqueue(redirect(302, home.url("/back")));
        home.enqueue(answer(200));
        assertUp(ask(check(home, "/")
                .bearer(() -> "t0ken")
                .header("X-Key", "s3cret")
                .header("Cookie", "session=1")
                .header("Accept-Language", "en")
                .followRedirects(5)));
        RecordedRequest first = home.takeRequest();
        assertThat(first.getHeaders().get("Authorization")).isEqualTo("Bearer t0ken");
        assertThat(first.getHeaders().get("X-Key")).isEqualTo("s3cret");
        for (RecordedRequest after : new RecordedRequest[] {elsewhere.takeRequest(), home.takeRequest()}) {
            assertThat(after.getHeaders().names()).doesNotContain("Authorization", "X-Key", "Cookie");
            assertThat(after.getHeaders().get("Accept-Language")).isEqualTo("en");
        }
    }

    @Test
    void withinTheOriginCarriesCredentials() throws Exception {
        home.enqueue(redirect(302, "/there"));
        home.enqueue(answer(200));
        assertUp(ask(check(home, "/").basicAuth("watcher", "s3cret").followRedirects(1)));
        String sent = home.takeRequest().getHeaders().get("Authorization");
        assertThat(sent).startsWith("Basic ");
        assertThat(home.takeRequest().getHeaders().get("Authorization")).isEqualTo(sent);
    }

    @Test
    void ofAPostBecomesAGetUnlessItSaysOtherwise() throws Exception {
        home.enqueue(redirect(307, "/second"));
        home.enqueue(redirect(303, "/third"));
        home.enqueue(answer(200));
        assertUp(ask(check(home, "/").method("POST").body("text/plain", "ping").followRedirects(5)));
        home.takeRequest();
        RecordedRequest second = home.takeRequest();
        assertThat(second.getMethod()).isEqualTo("POST");
        assertThat(second.getBody().utf8()).isEqualTo("ping");
        RecordedRequest third = home.takeRequest();
        assertThat(third.getMethod()).isEqualTo("GET");
        assertThat(third.getBodySize()).isZero();
    }

    @Test
    void ofAPostIsNotRepeatedAtAnotherOrigin() throws Exception {
        home.enqueue(redirect(307, elsewhere.url("/")));
        HealthResult result =
                ask(check(home, "/").method("POST").body("text/plain", "s3cret").followRedirects(5));
        assertDown(result, FailureReason.REDIRECT);
        assertThat(result.message()).contains("a POST does not follow");
        assertThat(elsewhere.getRequestCount()).isZero();
    }

    @Test
    void toAHostThatIsNotAllowedIsBlocked() throws Exception {
        home.enqueue(redirect(302, "http://metadata.example/latest"));
        HealthResult result = ask(check(home, "/").allowHosts("localhost").followRedirects(5));
        assertDown(result, FailureReason.BLOCKED);
        assertThat(result.message()).isEqualTo("http://metadata.example: the host is not one of those allowed");
    }

    @Test
    void toWhatIsNotHttpIsRefused() throws Exception {
        home.enqueue(redirect(302, "file:///etc/passwd"));
        HealthResult result = ask(check(home, "/").followRedirects(5));
        assertDown(result, FailureReason.REDIRECT);
        assertThat(result.message()).contains("not an http or https URI").doesNotContain("passwd");
    }
}
