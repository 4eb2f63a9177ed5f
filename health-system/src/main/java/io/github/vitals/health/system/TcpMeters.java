package io.github.vitals.health.system;

/** Connections of the machine, or of the container where it has a network of its own. */
final class TcpMeters {
    private TcpMeters() {}

    static void add(Meters meters, Figures<Machine.Tcp> tcp) {
        String segments = "Segments that were received and sent";
        meters.tagged("direction", "receive")
                .counter("system.tcp.segments", "", segments, tcp, Machine.Tcp::segmentsReceived);
        meters.tagged("direction", "transmit")
                .counter("system.tcp.segments", "", segments, tcp, Machine.Tcp::segmentsSent);
        meters.counter(
                        "system.tcp.retransmissions",
                        "",
                        "Segments that were sent again",
                        tcp,
                        Machine.Tcp::retransmitted)
                .counter("system.tcp.resets", "", "Resets that were sent", tcp, Machine.Tcp::resetsSent)
                .counter(
                        "system.tcp.listen.overflows",
                        "",
                        "Connections that were not accepted soon enough",
                        tcp,
                        Machine.Tcp::listenOverflows)
                .counter(
                        "system.tcp.listen.drops",
                        "",
                        "Connections that were dropped before they were accepted, for whatever reason",
                        tcp,
                        Machine.Tcp::listenDrops);
    }

    static void addState(Meters meters, String state, Figures<Long> count) {
        meters.tagged("state", state)
                .gauge("system.tcp.connections", "", "Connections by their state", count, Long::doubleValue);
    }
}
