/**
 * From an event to a file or the console without ever holding up the application:
 * {@link io.github.vitals.health.logging.file.LogFileAppender} and
 * {@link io.github.vitals.health.logging.file.LogConsoleAppender}.
 *
 * <p>Both encode on the caller's thread and leave the line in a bounded queue, from which one daemon thread writes. What
 * they know about themselves they tell as a {@link io.github.vitals.health.logging.file.LogOutput}.
 * {@link io.github.vitals.health.logging.file.FatalErrors} logs what ends a thread.
 */
@NullMarked
package io.github.vitals.health.logging.file;

import org.jspecify.annotations.NullMarked;
