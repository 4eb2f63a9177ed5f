package io.github.vitals.health.alerts.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.vitals.health.servers.alerting.Fault;
import io.github.vitals.health.servers.alerting.WebhookReceiver;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every channel whose far side speaks HTTP. */
class HttpChannelContractTest {
    private static final String SECRET = "B024BE7LHabcdefghijklmnopqrstuvwx";

    private final WebhookReceiver farSide = WebhookReceiver.start();

    @AfterEach
    void close() {
        farSide.close();
    }

    static Stream<Named<Function<URI, AlertChannel>>> channels() {
        return Stream.of(
                Named.of("slack webhook", uri -> SlackChannel.webhook(Secret.of(uri + "/services/" + SECRET))),
                Named.of(
                        "slack bot",
                        uri -> SlackChannel.botBuilder(Secret.of(SECRET), "C024BE91L")
                                .api(uri)
                                .build()),
                Named.of(
                        "pagerduty",
                        uri -> PagerDutyChannel.builder(Secret.of(SECRET))
                                .api(uri)
                                .build()),
                Named.of("webhook", uri -> WebhookChannel.of(Secret.of(uri + "/hook/" + SECRET + "?token=" + SECRET))),
                Named.of(
                        "alertmanager",
                        uri -> AlertmanagerChannel.builder(uri)
                                .authorization(Secret.of("Bearer " + SECRET))
                                .build()));
    }

    private DeliveryFailure failure(Function<URI, AlertChannel> kind, Fault fault) {
        farSide.failNext(fault);
        return failure(kind, farSide.uri(), Sample.TIMEOUT);
    }

    private static DeliveryFailure failure(Function<URI, AlertChannel> kind, URI uri, Duration timeout) {
        try (AlertChannel channel = kind.apply(uri)) {
            AlertNotification trigger =
                    Sample.of(AlertNotification.Kind.TRIGGER).notification();
            DeliveryFailure failure =
                    catchThrowableOfType(DeliveryFailure.class, () -> channel.deliver(trigger, Sample.within(timeout)));
            assertThat(failure).isNotNull();
            assertThat(failure.getMessage()).doesNotContain(SECRET);
            assertThat(failure).hasNoCause();
            return failure;
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whatIsWrongWithUsIsRejected(Function<URI, AlertChannel> kind) {
        for (int status : new int[] {400, 401, 403, 404, 405, 410, 413, 422}) {
            DeliveryFailure failure = failure(kind, Fault.answer(status, "because"));
            assertThat(failure.rejected()).as("status %d", status).isTrue();
            assertThat(failure.retryAfter()).isEmpty();
            assertThat(failure).hasMessageContaining(Integer.toString(status)).hasMessageContaining("because");
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whatIsWrongWithTheFarSideIsTriedAgainSoon(Function<URI, AlertChannel> kind) {
        for (int status : new int[] {408, 425, 500, 502, 503, 504}) {
            DeliveryFailure failure = failure(kind, Fault.answer(status, "<html>\n<b>later</b>"));
            assertThat(failure.rejected()).as("status %d", status).isFalse();
            assertThat(failure.retryAfter()).as("status %d", status).isEmpty();
            assertThat(failure).hasMessage("HTTP " + status + ": <html> <b>later</b>");
        }
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whoAsksForAPauseGetsIt(Function<URI, AlertChannel> kind) {
        assertThat(failure(kind, Fault.busy(7)).retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure(kind, Fault.answer(429, "")).retryAfter()).contains(Duration.ofSeconds(60));
        Fault overloaded = Fault.answer(503, Map.of("Retry-After", "120"), "");
        assertThat(failure(kind, overloaded).retryAfter()).contains(Duration.ofMinutes(2));
        Fault forever = Fault.answer(503, Map.of("Retry-After", "99999999"), "");
        assertThat(failure(kind, forever).retryAfter()).contains(Duration.ofHours(1));
    }

    @ParameterizedTest
    @MethodSource("channels")
    void redirectsAreNotFollowed(Function<URI, AlertChannel> kind) {
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            Fault elsewhere = Fault.answer(status, Map.of("Location", farSide.uri() + "/elsewhere"), "");
            assertThat(failure(kind, elsewhere).rejected()).isTrue();
        }
        assertThat(farSide.events()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aSecretThatTheFarSideRepeatsIsNotShown(Function<URI, AlertChannel> kind) {
        DeliveryFailure failure = failure(kind, Fault.answer(400, "cannot POST " + SECRET + ", sorry"));
        assertThat(failure).hasMessageContaining("cannot POST ***, sorry");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void anAnswerWithoutEndIsReadUntilItSuffices(Function<URI, AlertChannel> kind) {
        DeliveryFailure failure = failure(kind, Fault.answer(400, "x".repeat(5_000_000)));
        assertThat(failure.rejected()).isTrue();
        assertThat(failure.getMessage()).hasSizeLessThanOrEqualTo(500);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aFarSideThatHangsIsGivenUpInTime(Function<URI, AlertChannel> kind) {
        farSide.failNext(Fault.HANG);
        DeliveryFailure failure = failure(kind, farSide.uri(), Duration.ofMillis(150));
        assertThat(failure.rejected()).isFalse();
        assertThat(failure).hasMessage("no answer within 150 ms");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aConnectionThatBreaksIsTriedAgainSoon(Function<URI, AlertChannel> kind) {
        assertThat(failure(kind, Fault.CLOSE).rejected()).isFalse();
        assertThat(farSide.events()).isEmpty();
        assertThat(failure(kind, Fault.LOST).rejected()).isFalse();
        assertThat(farSide.events()).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("channels")
    void aFarSideThatIsNotThereIsTriedAgainSoon(Function<URI, AlertChannel> kind) {
        URI uri = farSide.uri();
        farSide.close();
        DeliveryFailure failure = failure(kind, uri, Sample.TIMEOUT);
        assertThat(failure.rejected()).isFalse();
        assertThat(failure).hasMessage("127.0.0.1: cannot connect");
    }

    @ParameterizedTest
    @MethodSource("channels")
    void whoeverWaitsCanBeInterrupted(Function<URI, AlertChannel> kind) {
        farSide.failNext(Fault.HANG);
        try (AlertChannel channel = kind.apply(farSide.uri())) {
            Thread.currentThread().interrupt();
            assertThatThrownBy(() -> channel.deliver(
                            Sample.of(AlertNotification.Kind.TRIGGER).notification(), Sample.first()))
                    .isInstanceOf(InterruptedException.class);
        } finally {
            Thread.interrupted();
        }
    }
}
