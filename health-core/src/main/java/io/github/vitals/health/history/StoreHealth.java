package io.github.vitals.health.history;

import java.time.Instant;
import java.util.Optional;

/**
 * How well history is kept beyond the process. Immutable.
 *
 * @param loaded whether what was written before the process began has been read back
 * @param lastWrite when something was last written; empty if nothing was
 * @param failing why nothing can be written or read now, without secrets; empty if it can
 * @param lost how many buckets and transitions had to be let go before they could be written
 */
public record StoreHealth(boolean loaded, Optional<Instant> lastWrite, Optional<String> failing, long lost) {}
