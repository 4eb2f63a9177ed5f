package io.github.vitals.health.examples.orders;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderJsonTest {
    private static OrderRequest request(String json) {
        return OrderJson.request(json.getBytes(UTF_8));
    }

    @Test
    void anOrderIsRead() {
        assertThat(request("{\"item\":\"coffee\",\"quantity\":2,\"amountCents\":1290}"))
                .isEqualTo(new OrderRequest("coffee", 2, 1290));
    }

    @Test
    void theLimitsBelongToWhatIsAllowed() {
        String longest = "x".repeat(100);
        assertThat(request("{\"item\":\"" + longest + "\",\"quantity\":1000,\"amountCents\":100000000}"))
                .isEqualTo(new OrderRequest(longest, 1000, 100_000_000));
    }

    @Test
    void aStoredOrderIsReadAsItWasWritten() {
        Order order = new Order(
                UUID.randomUUID(),
                new OrderRequest("Käse \"alt\"", 1, 5),
                Order.Status.AWAITING_PAYMENT,
                Instant.parse("2026-01-02T03:04:05.678Z"));
        assertThat(OrderJson.order(OrderJson.text(order))).isEqualTo(order);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    `` | body: not a JSON object
                    {"item": | body: not JSON
                    hello | body: not JSON
                    [] | body: not a JSON object
                    "coffee" | body: not a JSON object
                    {} | item: missing (expected: a text)
                    {"item":7,"quantity":1,"amountCents":1} | item: a JSON number (expected: a text)
                    {"item":" ","quantity":1,"amountCents":1} | item: a text of 1 characters (expected: 1 to 100)
                    {"item":"x","amountCents":1} | quantity: missing (expected: a whole number)
                    {"item":"x","quantity":"2","amountCents":1} | quantity: a JSON string (expected: a whole number)
                    {"item":"x","quantity":1.5,"amountCents":1} | quantity: a JSON number (expected: a whole number)
                    {"item":"x","quantity":null,"amountCents":1} | quantity: a JSON null (expected: a whole number)
                    {"item":"x","quantity":0,"amountCents":1} | quantity: 0 (expected: 1 to 1000)
                    {"item":"x","quantity":1001,"amountCents":1} | quantity: 1001 (expected: 1 to 1000)
                    {"item":"x","quantity":4294967297,"amountCents":1} | quantity: out of range (expected: 1 to 1000)
                    {"item":"x","quantity":1,"amountCents":0} | amountCents: 0 (expected: 1 to 100000000)
                    {"item":"x","quantity":1,"amountCents":-5} | amountCents: -5 (expected: 1 to 100000000)
                    {"item":"x","quantity":1,"amountCents":100000001} | amountCents: 100000001 (expected: 1 to 100000000)
                    {"item":"x","quantity":1,"amountCents":1,"price":1} | unknown field (expected: only
                    {"item":"x","item":"y","quantity":1,"amountCents":1} | body: not JSON
                    """)
    void whatIsNotAnOrderIsRefusedWithTheReason(String json, String message) {
        assertThatThrownBy(() -> request(json)).isInstanceOf(InvalidOrder.class).hasMessageStartingWith(message);
    }
}
