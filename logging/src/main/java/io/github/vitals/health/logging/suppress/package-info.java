/**
 * Keeps one place in the code from flooding the log: {@link io.github.vitals.health.logging.suppress.RepeatFilter} holds
 * back what comes too often from one call site, and tells how much that was.
 */
@NullMarked
package io.github.vitals.health.logging.suppress;

import org.jspecify.annotations.NullMarked;
