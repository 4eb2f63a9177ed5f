package io.github.vitals.health.logging.audit;

/**
 * Where a chain ends: noted elsewhere (in a ticket, in another system), it shows later that nothing was cut off before
 * it. Immutable.
 *
 * @param sequence the number of the last line, 0 if there is none
 * @param hash its hash, 64 hexadecimal digits in lower case
 */
public record AuditHead(long sequence, String hash) {
    /** What the first line of all follows. */
    static final AuditHead START = new AuditHead(0, "0".repeat(Seal.LENGTH));
}
