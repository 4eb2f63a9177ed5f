package io.github.vitals.health.endpoint;

import java.time.Instant;
import org.slf4j.event.Level;

/**
 * A logger that has another level than it is configured with, for a while; what {@code GET /admin/loggers} tells.
 * Immutable.
 *
 * @param logger its name
 * @param level what it has now
 * @param until when it goes back
 * @param by who changed it last; empty if that is not known
 * @param reason why; empty if that is not known
 */
public record ChangedLevel(String logger, Level level, Instant until, String by, String reason) {}
