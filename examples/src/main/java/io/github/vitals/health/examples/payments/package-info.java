/**
 * The payment service that the order service calls: a process of its own, so that it can be broken for real. Start it with
 * {@link io.github.vitals.health.examples.payments.PaymentService}.
 */
@NullMarked
package io.github.vitals.health.examples.payments;

import org.jspecify.annotations.NullMarked;
