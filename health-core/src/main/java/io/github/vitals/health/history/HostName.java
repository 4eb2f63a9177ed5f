package io.github.vitals.health.history;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** What this machine is called, without asking the network where that can be helped. */
final class HostName {
    private HostName() {}

    static String ofThisMachine() {
        String told = System.getenv("HOSTNAME");
        if (told != null && !told.isBlank()) {
            return told;
        }
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
