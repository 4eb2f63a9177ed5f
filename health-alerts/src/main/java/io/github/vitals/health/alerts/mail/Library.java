package io.github.vitals.health.alerts.mail;

/** The library that only those need who send e-mail. */
final class Library {
    private static final String TYPE = "org.eclipse.angus.mail.smtp.SMTPTransport";
    private static final String ARTIFACT = "org.eclipse.angus:angus-mail";

    private Library() {}

    static void require() {
        require(TYPE);
    }

    /** Fails where a type is not there, and says what to add. */
    static void require(String type) {
        try {
            Class.forName(type, false, Library.class.getClassLoader());
        } catch (ClassNotFoundException | NoClassDefFoundError absent) {
            throw new IllegalStateException(
                    "sending alerts by e-mail needs the library " + ARTIFACT
                            + ", an optional dependency: add it to yours",
                    absent);
        }
    }
}
