/**
 * What a person opens in a browser: {@link io.github.vitals.health.page.HealthPage} is the entry point.
 */
@NullMarked
package io.github.vitals.health.page;

import org.jspecify.annotations.NullMarked;
