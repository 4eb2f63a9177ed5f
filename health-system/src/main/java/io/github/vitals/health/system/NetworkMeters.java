package io.github.vitals.health.system;

import java.util.function.ToDoubleFunction;

/** What one network interface does. */
final class NetworkMeters {
    private static final String INTERFACE = "interface";

    private NetworkMeters() {}

    static void add(Meters meters, String name, Figures<Machine.Interface> figures) {
        Meters tagged = meters.tagged(INTERFACE, name);
        Meters receive = tagged.tagged("direction", "receive");
        bytes(receive, figures, Machine.Interface::bytesReceived, Machine.Interface::packetsReceived);
        losses(receive, figures, Machine.Interface::receiveErrors, Machine.Interface::receiveDrops);
        Meters transmit = tagged.tagged("direction", "transmit");
        bytes(transmit, figures, Machine.Interface::bytesSent, Machine.Interface::packetsSent);
        losses(transmit, figures, Machine.Interface::sendErrors, Machine.Interface::sendDrops);
    }

    private static void bytes(
            Meters meters,
            Figures<Machine.Interface> figures,
            ToDoubleFunction<Machine.Interface> bytes,
            ToDoubleFunction<Machine.Interface> packets) {
        meters.counter("system.network.io", "bytes", "What was received and sent", figures, bytes)
                .counter("system.network.packets", "", "Packets that were received and sent", figures, packets);
    }

    private static void losses(
            Meters meters,
            Figures<Machine.Interface> figures,
            ToDoubleFunction<Machine.Interface> errors,
            ToDoubleFunction<Machine.Interface> drops) {
        meters.counter("system.network.errors", "", "Packets that were broken", figures, errors)
                .counter("system.network.dropped", "", "Packets that there was no room or use for", figures, drops);
    }

    static void addSpeed(Meters meters, String name, Figures<Double> speed) {
        meters.tagged(INTERFACE, name)
                .gauge("system.network.speed", "bits_per_second", "What its link can carry", speed, bits -> bits);
    }
}
