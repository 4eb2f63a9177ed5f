/**
 * Changes what loggers write at run time, for some time: {@link io.github.vitals.health.logging.levels.LogLevels}.
 */
@NullMarked
package io.github.vitals.health.logging.levels;

import org.jspecify.annotations.NullMarked;
