package io.github.vitals.health;

/**
 * One key with its value, and where they were found.
 *
 * @param variable whether the key has the form of an environment variable
 */
record Setting(String key, String value, String source, boolean variable) {
    private static final int LONGEST = 80;

    /** What an error says of a setting that was understood: its value is of our own kind. */
    @Override
    public String toString() {
        return key + ": " + shortened(Texts.safe(value));
    }

    /** What an error says of a setting that was not: its value may be anything, a secret for example. */
    String guarded() {
        return shortened(Texts.safe(key)) + ": " + shortened(String.valueOf(Texts.detail(key, value)));
    }

    private static String shortened(String text) {
        String line = text.replace('\n', ' ').replace('\t', ' ');
        return line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    }
}
