package io.github.vitals.health.examples.orders;

import java.time.Instant;
import java.util.UUID;

/** An order as it is stored and shown. Immutable. */
record Order(UUID id, OrderRequest request, Status status, Instant placedAt) {

    /** How far the payment is. */
    enum Status {
        /** The payment service could not be asked yet; it will be. */
        AWAITING_PAYMENT,
        /** Charged. */
        PAID,
        /** The payment service refused to charge. */
        DECLINED
    }

    Order withStatus(Status next) {
        return new Order(id, request, next, placedAt);
    }
}
