package io.github.vitals.health.shared;

import java.util.Objects;

/**
 * The right to act, for a while. Immutable.
 *
 * @param name what it is for
 * @param holder who has it
 * @param token a number that grows with every new holder
 */
public record Lease(String name, String holder, long token) {
    /**
     * A lease.
     *
     * @param name what it is for
     * @param holder who has it
     * @param token a number that grows with every new holder
     */
    public Lease {
        Objects.requireNonNull(name, "name: null (expected: a name)");
        Objects.requireNonNull(holder, "holder: null (expected: a name)");
    }
}
