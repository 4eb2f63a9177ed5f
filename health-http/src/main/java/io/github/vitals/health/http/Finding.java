package io.github.vitals.health.http;

/**
 * Whether an expectation is met, and the value that decided it.
 *
 * @param met whether it is
 * @param value what was found, fit to be shown
 */
record Finding(boolean met, String value) {
    static Finding inBody(Body body, boolean found) {
        return new Finding(found, found ? "found" : "not found in " + looked(body));
    }

    /** What was not seen in the beginning of a body may still come. */
    static Finding notInBody(Body body, boolean found) {
        return found ? new Finding(false, "found") : new Finding(!body.cut(), "not found in " + looked(body));
    }

    private static String looked(Body body) {
        return (body.cut() ? "the first " : "") + body.length() + " B" + (body.cut() ? ", and there is more" : "");
    }
}
