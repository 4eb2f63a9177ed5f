package io.github.vitals.health.logging;

import tools.jackson.core.io.SerializedString;

/**
 * The name of a field of the application's own.
 *
 * @param written what it is called in the format
 * @param secret whether its value is not to be shown
 * @param traceId whether it is the id of the trace
 */
record FieldName(SerializedString written, boolean secret, boolean traceId) {
    boolean same(FieldName other) {
        return written.getValue().equals(other.written.getValue());
    }
}
