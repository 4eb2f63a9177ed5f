package io.github.vitals.health.alerts.channel;

import java.util.Objects;

/**
 * What the far side said when it took a message. Immutable.
 *
 * @param answer to tell a person, without secrets; possibly empty
 * @param reference what later messages about the same alert need, for example a message's id; kept until it is resolved,
 *     at most 1,000 characters; possibly empty
 */
public record Receipt(String answer, String reference) {
    /**
     * A receipt.
     *
     * @param answer to tell a person
     * @param reference what later messages about the same alert need
     */
    public Receipt {
        Objects.requireNonNull(answer, "answer: null (expected: a text)");
        Objects.requireNonNull(reference, "reference: null (expected: a text)");
    }
}
