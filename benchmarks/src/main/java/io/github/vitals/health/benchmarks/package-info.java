/**
 * Figures: {@link io.github.vitals.health.benchmarks.Figures} runs the benchmarks of a topic and prints each figure beside
 * its target.
 */
package io.github.vitals.health.benchmarks;
