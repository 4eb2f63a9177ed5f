package io.github.vitals.health.http;

/**
 * How much of a body is read.
 *
 * @param most how many bytes, decoded
 * @param whole whether a longer body is a failure
 * @param keep whether something wants to judge the body
 */
record Reading(long most, boolean whole, boolean keep) {
    static final long DEFAULT = 1 << 20;
}
