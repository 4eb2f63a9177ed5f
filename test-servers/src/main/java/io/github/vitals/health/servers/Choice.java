package io.github.vitals.health.servers;

import java.util.function.Supplier;
import org.testcontainers.DockerClientFactory;

/** Container or child process, by the property {@code it.servers}. */
final class Choice {
    /** Set once containers did not work although an engine answers: no test has to wait for that again. */
    private static volatile boolean containersFailed;

    private Choice() {}

    static Backend of(Supplier<Backend> container, Supplier<Backend> process) {
        String wanted = System.getProperty("it.servers", "auto");
        return switch (wanted) {
            case "embedded" -> process.get();
            case "docker" -> container.get();
            case "auto" -> automatic(container, process);
            default ->
                throw new IllegalArgumentException("it.servers: " + wanted + " (expected: auto, docker or embedded)");
        };
    }

    @SuppressWarnings("SystemOut") // the person who runs the tests should know which servers they were run against
    private static Backend automatic(Supplier<Backend> container, Supplier<Backend> process) {
        if (containersFailed || !DockerClientFactory.instance().isDockerAvailable()) {
            return process.get();
        }
        try {
            return container.get();
        } catch (RuntimeException failed) {
            containersFailed = true;
            System.err.println("servers are child processes, since the container did not start: " + failed);
            return process.get();
        }
    }
}
