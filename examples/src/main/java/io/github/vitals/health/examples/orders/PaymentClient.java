package io.github.vitals.health.examples.orders;

import io.github.vitals.health.logging.correlation.Correlation;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;

/** Asks the payment service to charge. Thread-safe. */
final class PaymentClient {
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final int CHARGED = 200;
    private static final int DECLINED = 402;

    private final HttpClient http;
    private final URI charges;

    PaymentClient(URI payments, MeterRegistry meters) {
        HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(TIMEOUT)
                .build();
        this.http = Correlation.client(
                MicrometerHttpClient.instrumentationBuilder(client, meters).build());
        this.charges = payments.resolve("/charges");
    }

    /** Charges an order. Asking twice for the same order charges once: its id goes along. */
    Order.Status charge(Order order) throws PaymentFailure, InterruptedException {
        String body = "{\"orderId\":\"" + order.id() + "\",\"amountCents\":"
                + order.request().amountCents() + "}";
        HttpRequest request = HttpRequest.newBuilder(charges)
                .timeout(TIMEOUT)
                .header(MicrometerHttpClient.URI_PATTERN_HEADER, "/charges")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", order.id().toString())
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
        try {
            return status(http.send(request, HttpResponse.BodyHandlers.discarding()));
        } catch (HttpTimeoutException late) {
            throw new PaymentFailure("timeout", "no answer within " + TIMEOUT);
        } catch (IOException failed) {
            throw new PaymentFailure("unreachable", failed.getClass().getSimpleName());
        }
    }

    private static Order.Status status(HttpResponse<Void> response) throws PaymentFailure {
        return switch (response.statusCode()) {
            case CHARGED -> Order.Status.PAID;
            case DECLINED -> Order.Status.DECLINED;
            default -> throw new PaymentFailure("status", "status " + response.statusCode());
        };
    }
}
