/**
 * What an application counts of its own business, in few lines and with a bound to what it costs.
 *
 * <p>{@link io.github.vitals.health.metrics.application.ApplicationMetrics} is the entry: it says whose meters these are,
 * and makes {@linkplain io.github.vitals.health.metrics.application.EventCounter counters},
 * {@linkplain io.github.vitals.health.metrics.application.AmountMeter amounts},
 * {@linkplain io.github.vitals.health.metrics.application.DurationMeter durations},
 * {@linkplain io.github.vitals.health.metrics.application.Funnel funnels} and
 * {@linkplain io.github.vitals.health.metrics.application.ErrorCounter errors}. None of them ever throws where it is used,
 * and none has more time series than it was given.
 *
 * <p>{@link io.github.vitals.health.metrics.application.ValueLimit} bounds the meters of others, such as those of an HTTP
 * server whose paths callers make up.
 */
@NullMarked
package io.github.vitals.health.metrics.application;

import org.jspecify.annotations.NullMarked;
