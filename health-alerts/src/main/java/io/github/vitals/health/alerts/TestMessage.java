package io.github.vitals.health.alerts;

import io.github.vitals.health.HealthStatus;
import io.github.vitals.health.HealthTransition;
import io.github.vitals.health.alerting.AlertSeverity;
import io.github.vitals.health.alerting.AlertTestAnswer;
import io.github.vitals.health.alerts.channel.AlertChannel;
import io.github.vitals.health.alerts.channel.AlertNotification;
import io.github.vitals.health.alerts.channel.DeliveryContext;
import io.github.vitals.health.alerts.channel.DeliveryFailure;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A message that says of itself that it is a test, and what becomes of it. It goes past rules and outbox, once. */
final class TestMessage {
    private static final String RULE = "test";

    private TestMessage() {}

    /**
     * Sends one, and waits for at most the timeout, whatever the channel does. The channel is called on a thread of its
     * own; the caller sees to it that nobody else calls it meanwhile.
     */
    static AlertTestAnswer send(
            String name, AlertChannel channel, Duration timeout, String service, String scope, InstantSource clock) {
        AlertNotification message = message(name, service, scope, clock.instant());
        DeliveryContext context = new DeliveryContext(UUID.randomUUID().toString(), 1, timeout, Optional.empty());
        long start = System.nanoTime();
        FutureTask<String> call =
                new FutureTask<>(() -> channel.deliver(message, context).answer());
        Thread thread = new Thread(call, "health-alerts-test-" + name);
        thread.setDaemon(true);
        thread.start();
        boolean accepted = false;
        String answer;
        try {
            answer = call.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
            accepted = true;
        } catch (ExecutionException failed) {
            answer = answer(failed);
        } catch (TimeoutException late) {
            call.cancel(true);
            answer = "no answer within " + timeout.toMillis() + " ms";
        } catch (InterruptedException interrupted) {
            call.cancel(true);
            Thread.currentThread().interrupt();
            answer = "interrupted";
        }
        return new AlertTestAnswer(name, accepted, answer, Duration.ofNanos(System.nanoTime() - start));
    }

    private static AlertNotification message(String name, String service, String scope, Instant now) {
        String text = "this is a test of the channel " + name + "; nothing is wrong";
        return new AlertNotification(
                AlertNotification.Kind.TEST,
                key(service, scope, name),
                new AlertNotification.Origin(service, scope),
                new AlertNotification.About(RULE, HealthTransition.Subject.CHECK, name),
                AlertSeverity.INFO,
                new AlertNotification.Facts(
                        HealthStatus.UP,
                        Optional.empty(),
                        text,
                        now,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()),
                new AlertNotification.Affected(0, List.of()),
                Map.of(),
                Map.of(),
                now);
    }

    /** The same for each test of a channel, so that a far side that opens something opens one thing. */
    private static String key(String service, String scope, String name) {
        String what = service + '\n' + scope + '\n' + RULE + '\n' + name;
        return UUID.nameUUIDFromBytes(what.getBytes(StandardCharsets.UTF_8))
                .toString()
                .replace("-", "");
    }

    /** What is not a failure of our own kind may have anything in its text, so its type has to do. */
    private static String answer(ExecutionException failed) {
        Throwable thrown = failed.getCause() == null ? failed : failed.getCause();
        return thrown instanceof DeliveryFailure failure
                ? String.valueOf(failure.getMessage())
                : "the channel threw " + thrown.getClass().getName();
    }
}
