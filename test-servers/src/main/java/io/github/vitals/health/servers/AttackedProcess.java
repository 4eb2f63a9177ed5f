package io.github.vitals.health.servers;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * A JVM of its own with an HTTP server in it that is to be attacked, and an application beside the server that is to
 * notice nothing: a thread that does something each millisecond, and a pool that does. The JVM ends where memory runs
 * out in it.
 *
 * <pre>{@code
 * try (AttackedProcess attacked = AttackedProcess.start(MyServer.class, "-Xmx64m");
 *         HostileClients clients = HostileClients.start(Attack.SLOW_HEADERS, attacked.uri(), 500)) {
 *     Probes probes = Probes.of(attacked.uri(), Duration.ofSeconds(3));
 * }
 * }</pre>
 *
 * <p>Not thread-safe.
 */
public final class AttackedProcess implements AutoCloseable {
    private static final Duration ENDING = Duration.ofSeconds(10);

    private static final String ENDED = "ended";

    private final Process process;
    private final Writer input;
    private final List<String> printed = new CopyOnWriteArrayList<>();
    private final BlockingQueue<String> answers = new LinkedBlockingQueue<>();
    private final URI uri;

    private AttackedProcess(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        Thread listener = new Thread(this::listen, "attacked-process");
        listener.setDaemon(true);
        listener.start();
        this.uri = URI.create(answer());
    }

    /**
     * What can be seen of the process from inside.
     *
     * @param heap how much is in use, in bytes, after a collection
     * @param threads how many there were at most since the last look
     * @param files how many descriptors are open; -1 where that cannot be told
     * @param pause how long the application stood still at the longest since the last look
     */
    public record Look(long heap, int threads, long files, Duration pause) {}

    /**
     * Starts such a JVM, of the kind of this one and with its class path.
     *
     * @param server starts the server and tells where it listens; has a constructor without parameters
     * @param jvmOptions for example {@code -Xmx64m}
     * @return a process to be closed by the caller
     */
    public static AttackedProcess start(Class<? extends Callable<URI>> server, String... jvmOptions) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of(jvmOptions));
        command.addAll(List.of("-XX:+ExitOnOutOfMemoryError", "-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Application.class.getName(), server.getName()));
        try {
            return new AttackedProcess(
                    new ProcessBuilder(command).redirectErrorStream(true).start());
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot run " + command.get(0), failed);
        }
    }

    /**
     * Where the server listens.
     *
     * @return for example {@code http://127.0.0.1:8081}
     */
    public URI uri() {
        return uri;
    }

    /**
     * Looks at the process; may take a second where it is busy.
     *
     * @return what it looks like
     * @throws IllegalStateException if it has ended
     */
    public Look look() {
        try {
            input.write(Application.LOOK + "\n");
            input.flush();
        } catch (IOException ended) {
            throw ended();
        }
        String[] seen = answer().split(" ", -1);
        return new Look(
                Long.parseLong(seen[0]),
                Integer.parseInt(seen[1]),
                Long.parseLong(seen[2]),
                Duration.ofNanos(Long.parseLong(seen[3])));
    }

    /**
     * What it has printed so far.
     *
     * @return its lines
     */
    public List<String> printed() {
        return List.copyOf(printed);
    }

    /** All the time, so that a process that prints much never waits for us. */
    private void listen() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                if (line.startsWith(Application.ANSWER)) {
                    answers.add(line.substring(Application.ANSWER.length()));
                } else {
                    printed.add(line);
                }
            }
        } catch (IOException closed) {
            printed.add(closed.toString());
        }
        answers.add(ENDED);
    }

    private String answer() {
        try {
            String answer = answers.take();
            if (!answer.equals(ENDED)) {
                return answer;
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
        throw ended();
    }

    private IllegalStateException ended() {
        close();
        return new IllegalStateException("the attacked process has ended; it printed " + printed);
    }

    /** Ends the process. */
    @Override
    public void close() {
        process.destroyForcibly();
        try {
            process.waitFor(ENDING.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
