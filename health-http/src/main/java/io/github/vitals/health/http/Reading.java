package io.github.vitals.health.http;

/**
 * How much of a body is read.
 *
 * @param most how many bytes, decoded
 * @param whole whether a longer body is a failure
 * @param keep whether something wants to judge the body
 * @param sample how many characters are shown of the body of an answer that is not well
 */
record Reading(long most, boolean whole, boolean keep, int sample) {
    static final long DEFAULT = 1 << 20;
    /** How many bytes a character of a sample may take. */
    private static final int CHARACTER = 4;

    long kept() {
        return keep ? most : Math.min(most, (long) sample * CHARACTER);
    }
}
