package io.github.vitals.ops.grafana;

/** What figures are in, by Grafana's names. */
enum Unit {
    NUMBER("short"),
    SECONDS("s"),
    SHARE("percentunit"),
    BYTES("bytes"),
    BYTES_PER_SECOND("Bps"),
    BITS_PER_SECOND("bps"),
    PER_SECOND("cps"),
    REQUESTS_PER_SECOND("reqps"),
    PACKETS_PER_SECOND("pps"),
    STATUS("none");

    final String id;

    Unit(String id) {
        this.id = id;
    }
}
