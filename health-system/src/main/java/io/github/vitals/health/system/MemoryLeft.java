package io.github.vitals.health.system;

import io.github.vitals.health.checks.Figure;
import java.util.Comparator;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;

/**
 * What is left of the memory that this process may have, in percent: of the container's limit, or of the machine, where
 * others may have taken it; whichever is less. Thread-safe.
 */
record MemoryLeft(Machine machine, Container container) implements Callable<Figure> {
    private record Room(String of, double left, double total) {
        double percent() {
            return 100 * Math.max(0, left) / total;
        }

        boolean told() {
            return left + total > 0;
        }
    }

    @Override
    public Figure call() {
        return Stream.of(ofContainer(), ofMachine())
                .flatMap(Optional::stream)
                .filter(Room::told)
                .min(Comparator.comparingDouble(Room::percent))
                .map(MemoryLeft::figure)
                .orElseGet(Wording::untold);
    }

    private Optional<Room> ofContainer() {
        return container.present()
                ? Told.by(container::memory)
                        .map(memory -> new Room("container", memory.limit() - memory.workingSet(), memory.limit()))
                : Optional.empty();
    }

    private Optional<Room> ofMachine() {
        return Told.by(machine::memory).map(memory -> new Room("machine", memory.available(), memory.total()));
    }

    private static Figure figure(Room room) {
        return Figure.of(room.percent())
                .saying(Wording.percent(room.percent()) + " of the memory of the " + room.of + " is left")
                .detail("of", room.of)
                .detail("leftBytes", (long) room.left)
                .detail("totalBytes", (long) room.total);
    }
}
