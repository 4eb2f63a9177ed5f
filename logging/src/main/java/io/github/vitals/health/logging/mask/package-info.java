/**
 * Takes secrets and personal data out of what is logged: {@link io.github.vitals.health.logging.mask.Masker}.
 */
@NullMarked
package io.github.vitals.health.logging.mask;

import org.jspecify.annotations.NullMarked;
