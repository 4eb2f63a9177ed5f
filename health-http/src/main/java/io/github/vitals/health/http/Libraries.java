package io.github.vitals.health.http;

/** Libraries that only some options need. */
final class Libraries {
    private Libraries() {}

    static void require(String type, String coordinates, String what) {
        try {
            Class.forName(type, false, Libraries.class.getClassLoader());
        } catch (ClassNotFoundException missing) {
            throw new IllegalStateException(what + " needs " + coordinates + " on the class path", missing);
        }
    }
}
