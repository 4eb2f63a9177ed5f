package io.github.vitals.health.probe;

/** Nothing can be asked: an argument is wrong, or a file that it names cannot be read. */
final class BadUsage extends Exception {
    private static final long serialVersionUID = 1;

    BadUsage(String argument, String value, String expected) {
        super(argument + ": " + value + " (expected: " + expected + ")");
    }
}
