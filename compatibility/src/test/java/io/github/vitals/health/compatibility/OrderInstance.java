package io.github.vitals.health.compatibility;

import io.github.vitals.health.compatibility.OrderService.Ending;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** A place where an order service runs, and is started again and again on the same ports. */
final class OrderInstance implements AutoCloseable {
    private final Path folder;
    private final String name;
    private final Ending ending;
    private final Duration drain;
    private final int port = Ports.free();
    private final int healthPort = Ports.free();
    private Child process;
    private int starts;

    OrderInstance(Path folder, String name, Ending ending, Duration drain) throws IOException {
        this.folder = folder;
        this.name = name;
        this.ending = ending;
        this.drain = drain;
        this.process = start();
    }

    private Child start() throws IOException {
        starts++;
        return Child.java(
                folder.resolve(servedBy() + ".log"),
                OrderService.class,
                List.of("-Dsun.net.httpserver.nodelay=true"),
                List.of(
                        servedBy(),
                        Integer.toString(port),
                        Integer.toString(healthPort),
                        ending.name(),
                        drain.toString()));
    }

    /** What the process that runs now calls itself: {@code a-1}, after a restart {@code a-2}. */
    String servedBy() {
        return name + "-" + starts;
    }

    String name() {
        return name;
    }

    int port() {
        return port;
    }

    int healthPort() {
        return healthPort;
    }

    boolean running() {
        return process.alive();
    }

    void terminate() {
        process.terminate();
    }

    void awaitEnd() throws IOException, InterruptedException {
        process.exit(Duration.ofSeconds(30));
    }

    void startAgain() throws IOException {
        process = start();
    }

    /** An order sent past whatever stands in front. */
    HttpResponse<String> order(Duration work) throws IOException, InterruptedException {
        return Http.post(URI.create("http://127.0.0.1:" + port + "/orders?" + work.toMillis()), "{}");
    }

    @Override
    public void close() throws InterruptedException {
        process.close();
    }
}
