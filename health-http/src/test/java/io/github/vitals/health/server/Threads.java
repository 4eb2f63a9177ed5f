package io.github.vitals.health.server;

import java.util.Set;
import java.util.stream.Collectors;

/** The threads of this process. */
final class Threads {
    private Threads() {}

    static Set<Thread> named(String pattern) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches(pattern))
                .collect(Collectors.toSet());
    }
}
