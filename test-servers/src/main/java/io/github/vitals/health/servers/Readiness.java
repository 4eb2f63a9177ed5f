package io.github.vitals.health.servers;

/** Tells whether a server answers by now. */
@FunctionalInterface
interface Readiness {
    boolean answers(String host, int port);
}
