package io.github.vitals.health.system;

import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/**
 * What the machine tells at once when it is asked, each read at most once a second; and what may take longer, which is
 * read when one looks.
 */
record Sources(
        Figures<Machine.Work> work,
        Figures<Machine.AllMemory> memory,
        Figures<Machine.Paging> paging,
        Figures<Map<Pressure.Of, Pressure>> pressure,
        Figures<Machine.Files> files,
        Figures<Machine.Tcp> tcp,
        Figures<Double> uptime,
        Figures<Map<String, Machine.Disk>> disks,
        Figures<Map<String, Machine.Interface>> interfaces,
        Observed<Map<String, Double>> speeds,
        Observed<Map<String, Long>> tcpStates) {
    private static final Duration MOMENT = Duration.ofSeconds(1);

    static Sources of(Machine machine, Shown shown, LongSupplier ticker) {
        Latest<Map<String, Machine.Interface>> interfaces =
                latest(() -> byName(machine.interfaces(), Machine.Interface::name, shown.interfaces()), ticker);
        return new Sources(
                latest(machine::work, ticker),
                latest(machine::allMemory, ticker),
                latest(machine::paging, ticker),
                latest(machine::pressure, ticker),
                latest(machine::files, ticker),
                latest(machine::tcp, ticker),
                latest(machine::uptime, ticker),
                latest(() -> byName(machine.disks(), Machine.Disk::device, shown.disks()), ticker),
                interfaces,
                new Observed<>(() -> speeds(machine, interfaces), ticker),
                new Observed<>(machine::tcpStates, ticker));
    }

    private static <T> Latest<T> latest(Latest.Reading<T> reading, LongSupplier ticker) {
        return new Latest<>(reading, ticker, MOMENT);
    }

    private static <T> Map<String, T> byName(List<T> devices, Function<T, String> name, Predicate<String> shown) {
        Map<String, T> byName = new LinkedHashMap<>();
        devices.stream()
                .filter(device -> shown.test(name.apply(device)))
                .forEach(device -> byName.put(name.apply(device), device));
        return byName;
    }

    /** Of those interfaces that have one. */
    private static Map<String, Double> speeds(Machine machine, Figures<Map<String, Machine.Interface>> interfaces) {
        Map<String, Double> speeds = new LinkedHashMap<>();
        for (String name : interfaces.now().orElse(Map.of()).keySet()) {
            try {
                double speed = machine.speed(name);
                if (speed > 0) {
                    speeds.put(name, speed);
                }
            } catch (IOException none) {
                // As of what is no card.
            }
        }
        return speeds;
    }

    /** Reads what may take longer. */
    void look() {
        speeds.look();
        tcpStates.look();
    }
}
