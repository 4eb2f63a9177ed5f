package io.github.vitals.health.http;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.HealthResult;
import io.github.vitals.health.HealthStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** What a complete answer has to be. */
record Verdict(
        Statuses statuses,
        CertificateDays certificate,
        Reading reading,
        boolean authorized,
        Secrets secrets,
        List<AnswerJudge> judges) {
    HealthResult judge(Transcript transcript, Ask ask, @Nullable String token) {
        Answer answer = transcript.answer(secrets.with(token));
        HealthResult result = judge(transcript, ask, answer);
        boolean shown = result.status() != HealthStatus.UP
                && reading.sample() > 0
                && answer.body().length() > 0;
        return shown && answer.body().readable() ? result.detail("sample", sample(answer)) : result;
    }

    private String sample(Answer answer) {
        String text = answer.secrets().scrub(answer.body().text()).replaceAll("\\s+", " ");
        return text.length() > reading.sample() ? text.substring(0, reading.sample()) + "…" : text;
    }

    private HealthResult judge(Transcript transcript, Ask ask, Answer answer) {
        int status = transcript.status();
        if (!statuses.wanted().test(status)) {
            return wrongStatus(transcript, ask);
        }
        if (transcript.cut() && reading.whole()) {
            return HealthResult.down(
                    FailureReason.SIZE, "the body is longer than " + reading.most() + " B, the most that is allowed");
        }
        HealthResult result = transcript
                .tls()
                .map(facts -> certificate.judge(facts, Instant.now()))
                .orElseGet(HealthResult::up);
        for (AnswerJudge judge : judges) {
            result = judge.judge(answer, result);
        }
        return result;
    }

    private HealthResult wrongStatus(Transcript transcript, Ask ask) {
        int status = transcript.status();
        boolean refused = status == 407 || (status == 401 && authorized && ask.atHome());
        HealthResult down = HealthResult.down(
                refused ? FailureReason.AUTH : FailureReason.STATUS,
                "status " + status + " (expected: " + statuses.text() + ")");
        Optional<String> location = transcript.header("location");
        return location.isPresent() ? down.detail("location", origin(ask.url(), location.get())) : down;
    }

    /** Where a redirect leads, without what its path and query may carry. */
    private static String origin(HttpUrl from, String location) {
        HttpUrl to = from.resolve(location);
        if (to == null) {
            return "not an http or https URI";
        }
        String origin = Ask.origin(to);
        return to.encodedUsername().isEmpty() ? origin : origin.replaceFirst("//", "//***@");
    }

    /** How many days before expiry it is worth saying so. */
    record CertificateDays(int degraded, int down) {
        HealthResult judge(TlsFacts facts, Instant now) {
            Duration left = Duration.between(now, facts.earliestExpiry());
            String text =
                    "a certificate expires on " + facts.earliestExpiry() + ", in " + left.toDays() + " days (limit: ";
            if (left.compareTo(Duration.ofDays(down)) < 0) {
                return HealthResult.down(FailureReason.TLS_EXPIRED, text + down + ")");
            }
            return left.compareTo(Duration.ofDays(degraded)) < 0
                    ? HealthResult.degraded(FailureReason.TLS_EXPIRED, text + degraded + ")")
                    : HealthResult.up();
        }
    }
}
