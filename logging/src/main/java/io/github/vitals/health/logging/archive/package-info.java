/**
 * What becomes of closed log files: they are compressed, checked and listed in a manifest before the original goes, and
 * deleted when their time is over, unless a legal hold keeps them.
 *
 * <p>Start at {@link io.github.vitals.health.logging.archive.LogArchive}; from Logback's XML at {@link
 * io.github.vitals.health.logging.archive.LogArchiving}; at the command line at {@link
 * io.github.vitals.health.logging.archive.LogArchives}. Where archives are kept is an {@link
 * io.github.vitals.health.logging.archive.ArchiveStore}.
 */
@NullMarked
package io.github.vitals.health.logging.archive;

import org.jspecify.annotations.NullMarked;
