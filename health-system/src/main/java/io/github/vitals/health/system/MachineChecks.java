package io.github.vitals.health.system;

import io.github.vitals.health.FailureReason;
import io.github.vitals.health.checks.Figure;
import io.github.vitals.health.checks.LimitCheck;
import io.github.vitals.health.checks.LimitCheckBuilder;
import io.github.vitals.health.system.Shares.Part;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** The checks of one machine and one container, with their limits. Thread-safe. */
record MachineChecks(Machine machine, Container container, LongSupplier ticker) {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final double FEWEST_PERIODS = 100;
    private static final double FEWEST_PACKETS = 10_000;
    private static final double FEWEST_SEGMENTS = 1_000;

    SystemCheckBuilder cpu() {
        return over(
                        FIVE_MINUTES,
                        "cpu",
                        "health.system.cpu.used",
                        window -> new CpuUse(machine, container, window, ticker))
                .degradedAt(90);
    }

    SystemCheckBuilder memory() {
        return left("memory", "health.system.memory.left", new MemoryLeft(machine, container), quick())
                .degradedAt(10)
                .downAt(3)
                .trend(Duration.ofHours(4))
                .reachedWithin(Duration.ofMinutes(30));
    }

    SystemCheckBuilder swap() {
        return new SystemCheckBuilder(
                        "swap",
                        figure -> rising("health.system.swap.used", figure),
                        moment -> this::swapUsed,
                        Optional.empty(),
                        quick())
                .degradedAt(80);
    }

    private Figure swapUsed() {
        return Told.by(machine::swap)
                .filter(swap -> swap.total() + swap.free() >= 0)
                .map(MachineChecks::used)
                .orElseGet(Wording::untold);
    }

    private static Figure used(Machine.Swap swap) {
        if (swap.total() == 0) {
            return Figure.none("there is no swap");
        }
        double percent = 100 * (swap.total() - swap.free()) / swap.total();
        return Figure.of(percent)
                .saying(Wording.percent(percent) + " of the swap is used")
                .detail("totalBytes", (long) swap.total())
                .detail("freeBytes", (long) swap.free());
    }

    SystemCheckBuilder inodes(Path path) {
        return left(
                        "inodes",
                        "health.system.inodes.left",
                        new InodesLeft(
                                new ShownMounts(machine, Shown.byDefault().withNetwork(true)), path),
                        false)
                .degradedAt(10)
                .downAt(3)
                .reachedWithin(Duration.ofHours(4));
    }

    SystemCheckBuilder diskBusy() {
        return share(
                        FIVE_MINUTES,
                        "disk-busy",
                        "health.system.disk.busy",
                        passed -> machine.disks().stream()
                                .map(disk -> new Part(disk.device(), disk.busyTime(), passed))
                                .toList(),
                        (disk, percent) -> disk + " was busy " + percent + " of the time",
                        0)
                .degradedAt(95);
    }

    SystemCheckBuilder pressure(Pressure.Of resource) {
        return share(
                        MINUTE,
                        resource.label() + "-pressure",
                        "health.system.pressure." + resource.label(),
                        passed -> waiting(resource, passed),
                        (where, percent) -> "some of the " + where + "'s tasks waited for " + resource.label() + " "
                                + percent + " of the time",
                        0)
                .degradedAt(
                        switch (resource) {
                            case CPU -> 80;
                            case MEMORY -> 20;
                            case IO -> 60;
                        });
    }

    /** Those of the container, where the kernel tells them apart. */
    private List<Part> waiting(Pressure.Of resource, double passed) throws IOException {
        Map<Pressure.Of, Pressure> own = container.present() ? container.pressure() : Map.of();
        Map<Pressure.Of, Pressure> told = own.isEmpty() ? machine.pressure() : own;
        return Optional.ofNullable(told.get(resource))
                .map(pressure -> new Part(own.isEmpty() ? "machine" : "container", pressure.some(), passed))
                .stream()
                .toList();
    }

    SystemCheckBuilder throttling() {
        return share(
                        FIVE_MINUTES,
                        "throttling",
                        "health.system.throttled",
                        passed -> container.present() ? List.of(throttled(container.throttling())) : List.of(),
                        (where, percent) -> "the " + where + " was throttled in " + percent + " of its periods",
                        FEWEST_PERIODS)
                .degradedAt(25);
    }

    private static Part throttled(Container.Throttling throttling) {
        return new Part("container", throttling.throttled(), throttling.periods());
    }

    SystemCheckBuilder oomKills() {
        return new SystemCheckBuilder(
                        "oom-kills",
                        figure -> LimitCheck.rising("health.system.oom.kills", figure)
                                .ticker(ticker),
                        window -> new OomKills(machine, container, window, ticker),
                        Optional.of(HOUR),
                        quick())
                .degradedAt(1);
    }

    SystemCheckBuilder networkErrors() {
        return share(
                        FIVE_MINUTES,
                        "network-errors",
                        "health.system.network.errors",
                        passed -> machine.interfaces().stream()
                                .filter(one -> Shown.byDefault().interfaces().test(one.name()))
                                .map(MachineChecks::bad)
                                .toList(),
                        (name, percent) -> percent + " of the packets of " + name + " were wrong or dropped",
                        FEWEST_PACKETS)
                .reason(FailureReason.ASSERTION)
                .degradedAt(1);
    }

    private static Part bad(Machine.Interface one) {
        double bad = Told.sum(one.receiveErrors(), one.sendErrors(), one.receiveDrops(), one.sendDrops());
        return new Part(one.name(), bad, Told.sum(one.packetsReceived(), one.packetsSent()) + bad);
    }

    SystemCheckBuilder tcpRetransmissions() {
        return share(
                        FIVE_MINUTES,
                        "tcp-retransmissions",
                        "health.system.tcp.retransmitted",
                        passed -> List.of(sentAgain(machine.tcp())),
                        (all, percent) -> percent + " of the " + all + " segments were sent again",
                        FEWEST_SEGMENTS)
                .reason(FailureReason.ASSERTION)
                .degradedAt(5);
    }

    private static Part sentAgain(Machine.Tcp tcp) {
        return new Part("TCP", tcp.retransmitted(), tcp.segmentsSent() + tcp.retransmitted());
    }

    private SystemCheckBuilder share(
            Duration window, String name, String meter, Shares.Reading reading, Shares.Saying saying, double least) {
        return over(window, name, meter, over -> new Shares(reading, saying, least, over, ticker));
    }

    private SystemCheckBuilder over(
            Duration window, String name, String meter, Function<Duration, Callable<Figure>> figure) {
        return new SystemCheckBuilder(name, one -> rising(meter, one), figure, Optional.of(window), quick());
    }

    private SystemCheckBuilder left(String name, String meter, Callable<Figure> figure, boolean inline) {
        return new SystemCheckBuilder(
                name,
                one -> LimitCheck.falling(meter, one).unit("percent").ticker(ticker),
                moment -> figure,
                Optional.empty(),
                inline);
    }

    private LimitCheckBuilder rising(String meter, Callable<Figure> figure) {
        return LimitCheck.rising(meter, figure).unit("percent").ticker(ticker);
    }

    /** Files of the kernel are in memory; what other systems are asked through may take its time. */
    private boolean quick() {
        return machine instanceof LinuxMachine;
    }
}
