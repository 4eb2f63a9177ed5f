package io.github.vitals.health.compatibility;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A real HAProxy in the foreground, which can be asked on its socket what it thinks of its servers. */
final class Haproxy implements AutoCloseable {
    private final Child process;
    private final Path socket;
    private final URI uri;

    private Haproxy(Child process, Path socket, URI uri) {
        this.process = process;
        this.socket = socket;
        this.uri = uri;
    }

    /** Starts it with the configuration of the guide, whose lines with servers are filled in already. */
    static Haproxy start(Path binary, Path folder, Guide configuration) throws IOException {
        int port = Ports.free();
        Path socket = folder.resolve("haproxy.sock");
        Path file = configuration
                .with("bind :80", "bind 127.0.0.1:" + port)
                .with("global", "global\n    stats socket " + socket + " level admin")
                .writeTo(folder.resolve("haproxy.cfg"));
        Child process =
                Child.start(folder.resolve("haproxy.log"), List.of(binary.toString(), "-db", "-f", file.toString()));
        Haproxy haproxy = new Haproxy(process, socket, URI.create("http://127.0.0.1:" + port));
        await().atMost(Duration.ofSeconds(30)).until(() -> Files.exists(socket) || !process.alive());
        if (!process.alive()) {
            throw new IOException("haproxy did not start: " + process.said());
        }
        return haproxy;
    }

    URI uri() {
        return uri;
    }

    /** {@code UP} or {@code DOWN}; on the way from one to the other with how far it is, as in {@code UP 1/2}. */
    String status(String server) throws IOException {
        return about(server).get("status");
    }

    /** All that it counts for a server, or with {@code BACKEND} for all of them, by the names of its statistics. */
    Map<String, String> about(String server) throws IOException {
        return statistics().stream()
                .filter(row ->
                        row.get("pxname").equals("orders") && row.get("svname").equals(server))
                .findFirst()
                .orElseThrow();
    }

    private List<Map<String, String>> statistics() throws IOException {
        List<String> lines = command("show stat").lines().toList();
        String[] names = lines.get(0).replaceFirst("^# ", "").split(",", -1);
        List<Map<String, String>> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] values = line.split(",", -1);
            Map<String, String> row = new HashMap<>();
            for (int i = 0; i < Math.min(names.length, values.length); i++) {
                row.put(names[i], values[i]);
            }
            if (row.containsKey("svname")) {
                rows.add(row);
            }
        }
        return rows;
    }

    private String command(String command) throws IOException {
        try (SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            channel.connect(UnixDomainSocketAddress.of(socket));
            channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String said() throws IOException {
        return process.said();
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
