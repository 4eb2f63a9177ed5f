package io.github.vitals.health.servers;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * What an orchestrator sees: each probe comes on a connection of its own and wants 200.
 *
 * @param number how many there were
 * @param worst how long the slowest took, answered or not
 * @param failures what went wrong, one for each that was not answered with 200 within the patience
 */
public record Probes(int number, Duration worst, List<String> failures) {
    private static final Duration BETWEEN = Duration.ofMillis(20);
    private static final String OK = "HTTP/1.1 200";

    /** Copies what it is given. */
    public Probes {
        failures = List.copyOf(failures);
    }

    /**
     * Probes one after the other.
     *
     * @param uri what to ask for, over plain HTTP
     * @param length for how long
     * @param patience how long each may take
     * @return what was seen
     */
    public static Probes of(URI uri, Duration length, Duration patience) {
        List<String> failures = new ArrayList<>();
        Duration worst = Duration.ZERO;
        int number = 0;
        long end = System.nanoTime() + length.toNanos();
        for (; System.nanoTime() - end < 0; number++) {
            long begun = System.nanoTime();
            try {
                probe(uri, patience);
            } catch (IOException failed) {
                failures.add(String.valueOf(failed.getMessage()));
            }
            Duration taken = Duration.ofNanos(System.nanoTime() - begun);
            worst = taken.compareTo(worst) > 0 ? taken : worst;
            pause();
        }
        return new Probes(number, worst, failures);
    }

    private static void probe(URI uri, Duration patience) throws IOException {
        try (Socket socket = new Socket()) {
            int limit = (int) patience.toMillis();
            socket.setSoTimeout(limit);
            socket.connect(new InetSocketAddress(uri.getHost(), uri.getPort()), limit);
            String request = "GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getHost() + "\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            byte[] line = socket.getInputStream().readNBytes(OK.length());
            String said = new String(line, StandardCharsets.US_ASCII);
            if (!said.equals(OK)) {
                throw new IOException("'" + said + "' (expected: " + OK + ")");
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(BETWEEN.toMillis());
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }
}
