package io.github.vitals.health.servers;

/** JDBC drivers, by name, since DriverManager may have looked for drivers before our class path was there. */
final class Drivers {
    private Drivers() {}

    static void register(String driver) {
        try {
            Class.forName(driver);
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException("driver: " + driver + " (expected: on the class path)", missing);
        }
    }
}
