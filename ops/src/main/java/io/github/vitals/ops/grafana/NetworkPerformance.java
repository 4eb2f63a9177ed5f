package io.github.vitals.ops.grafana;

/** What goes over the network, and what does not arrive. */
final class NetworkPerformance {
    private NetworkPerformance() {}

    static Dashboard dashboard() {
        return Dashboard.of(
                "network-performance",
                "Network performance",
                "What goes over the network, what does not arrive, and how long other services take.",
                Row.of("Interfaces", interfaces()),
                Row.of("TCP", tcp()),
                Row.of("Other services", services()));
    }

    private static Panel[] interfaces() {
        return new Panel[] {
            Panel.series("Throughput", "Bits a second.", Unit.BITS_PER_SECOND)
                    .query(
                            "8 * rate(system_network_io_bytes_total{*}[$__rate_interval])",
                            "{{instance}} {{interface}} {{direction}}")
                    .size(12, 8),
            Panel.series("Packets", "A second.", Unit.PACKETS_PER_SECOND)
                    .query(
                            "rate(system_network_packets_total{*}[$__rate_interval])",
                            "{{instance}} {{interface}} {{direction}}")
                    .size(12, 8),
            Panel.series("Errors", "Share of packets that were broken.", Unit.SHARE)
                    .query(share("errors"), "{{instance}} {{interface}} {{direction}}")
                    .size(12, 8),
            Panel.series("Dropped", "Share of packets for which there was no room.", Unit.SHARE)
                    .query(share("dropped"), "{{instance}} {{interface}} {{direction}}")
                    .size(12, 8)
        };
    }

    private static String share(String what) {
        return "rate(system_network_" + what + "_total{*}[$__rate_interval]) /"
                + " (rate(system_network_packets_total{*}[$__rate_interval]) > 0) or rate(system_network_" + what
                + "_total{*}[$__rate_interval])";
    }

    private static Panel[] tcp() {
        return new Panel[] {
            Panel.of(Kind.STACK, "Connections", "By their state.", Unit.NUMBER)
                    .query("sum by (state) (system_tcp_connections{*})", "{{state}}"),
            Panel.series("Sent again", "Share of segments that had to be sent again.", Unit.SHARE)
                    .query(
                            "rate(system_tcp_retransmissions_total{*}[$__rate_interval]) / on (job, instance)"
                                    + " rate(system_tcp_segments_total{*,direction=\"transmit\"}[$__rate_interval])",
                            "{{instance}}"),
            Panel.series(
                            "Not accepted",
                            "Connections a second that came faster than they were accepted.",
                            Unit.PER_SECOND)
                    .query("rate(system_tcp_listen_overflows_total{*}[$__rate_interval])", "{{instance}} overflows")
                    .query("rate(system_tcp_listen_drops_total{*}[$__rate_interval])", "{{instance}} dropped")
                    .query("rate(system_tcp_resets_total{*}[$__rate_interval])", "{{instance}} resets sent")
        };
    }

    private static Panel[] services() {
        return new Panel[] {
            Panel.series("Phases", "How long each phase of asking another service took on average.", Unit.SECONDS)
                    .query(
                            "sum by (check, phase) (rate(health_http_phase_seconds_sum{*}[$__rate_interval])) / (sum by"
                                    + " (check, phase) (rate(health_http_phase_seconds_count{*}[$__rate_interval])) > 0)",
                            "{{check}} {{phase}}"),
            Panel.series("Calls", "How long the application's own calls took on average.", Unit.SECONDS)
                    .query(
                            "sum by (uri) (rate(http_client_requests_seconds_sum{*}[$__rate_interval])) / (sum by (uri)"
                                    + " (rate(http_client_requests_seconds_count{*}[$__rate_interval])) > 0)",
                            "{{uri}}"),
            Panel.series("Calls a second", "By what came of them.", Unit.REQUESTS_PER_SECOND)
                    .query(
                            "sum by (uri, outcome) (rate(http_client_requests_seconds_count{*}[$__rate_interval]))",
                            "{{uri}} {{outcome}}")
        };
    }
}
