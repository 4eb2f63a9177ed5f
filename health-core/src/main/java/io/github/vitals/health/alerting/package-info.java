/**
 * What others may see and do about alerts: the page and the endpoint show an
 * {@link io.github.vitals.health.alerting.AlertBoard}, and operators acknowledge, silence and test by it. The alerts
 * themselves are made by the module {@code health-alerts}.
 */
@NullMarked
package io.github.vitals.health.alerting;

import org.jspecify.annotations.NullMarked;
