package io.github.vitals.health.alerts.channel;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Calls methods of Slack's Web API, whose refusals come with status 200 and {@code "ok": false}. */
final class SlackApi {
    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Set<String> BUSY = Set.of("ratelimited", "rate_limited", "message_limit_exceeded");
    private static final Set<String> UNAVAILABLE = Set.of(
            "internal_error", "fatal_error", "service_unavailable", "request_timeout", "team_added_to_org", "timeout");

    private final Http http;
    private final URI base;
    private final Secret token;

    SlackApi(Http http, URI base, Secret token) {
        this.http = http;
        this.base = base;
        this.token = token;
    }

    /** What a method answered with status 200. */
    record Said(Answer answer, Map<String, Object> fields) {
        boolean ok() {
            return Boolean.TRUE.equals(fields.get("ok"));
        }

        String text(String field) {
            return fields.get(field) instanceof String text ? text : "";
        }

        String error() {
            return text("error");
        }

        DeliveryFailure failure() {
            if (error().isEmpty()) {
                return DeliveryFailure.unavailable(answer.said() + " (expected: an answer of Slack)");
            }
            if (BUSY.contains(error())) {
                return DeliveryFailure.busy(error(), answer.retryAfter().orElse(PAUSE));
            }
            String why = error() + details();
            return UNAVAILABLE.contains(error()) ? DeliveryFailure.unavailable(why) : DeliveryFailure.rejected(why);
        }

        private String details() {
            return fields.get("response_metadata") instanceof Map<?, ?> metadata
                            && metadata.get("messages") instanceof List<?> messages
                            && !messages.isEmpty()
                    ? ": " + messages
                    : "";
        }
    }

    /** A method's answer, even if it is a refusal. */
    Said ask(String method, Fields arguments, Deadline deadline) throws DeliveryFailure, InterruptedException {
        String secret = token.value();
        Http.Post post = Http.Post.json(Address.below(base, "/" + method), Json.write(arguments), Masked.of(secret))
                .withSecret("Authorization", "Bearer " + secret);
        Answer answer = http.send(post, deadline);
        if (!answer.successful()) {
            throw answer.failure();
        }
        return new Said(answer, Json.read(answer.text()));
    }

    /** A method's answer, which is no refusal. */
    Said call(String method, Fields arguments, Deadline deadline) throws DeliveryFailure, InterruptedException {
        Said said = ask(method, arguments, deadline);
        if (!said.ok()) {
            throw said.failure();
        }
        return said;
    }
}
