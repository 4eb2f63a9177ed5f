/**
 * A log for who did what: append-only, each line on the disk before the caller goes on, and each line chained to the one
 * before it, so that what was changed, taken away or put in later is found.
 *
 * <p>{@link io.github.vitals.health.logging.audit.AuditLog} writes one, of
 * {@link io.github.vitals.health.logging.audit.AuditEvent}s;
 * {@link io.github.vitals.health.logging.audit.AuditVerifier}, which is a program too, reads it through and says whether
 * it is whole.
 */
@NullMarked
package io.github.vitals.health.logging.audit;

import org.jspecify.annotations.NullMarked;
