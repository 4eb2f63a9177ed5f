package io.github.vitals.health.http;

import java.util.Locale;

/** What a run spends its time on, in this order, as blackbox_exporter divides it. */
enum Phase {
    RESOLVE,
    CONNECT,
    TLS,
    PROCESSING,
    TRANSFER;

    private final String label = name().toLowerCase(Locale.ROOT);

    String label() {
        return label;
    }
}
