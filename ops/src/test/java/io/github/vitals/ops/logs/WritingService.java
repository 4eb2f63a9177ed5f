package io.github.vitals.ops.logs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * A service that writes its events all the time, as the logging module lays them down: straight into numbered files,
 * one after the other, none of which is renamed.
 */
final class WritingService implements AutoCloseable {
    private static final long FILE_SIZE = 256 * 1024;
    private static final int EVENTS_AT_ONCE = 5;
    private static final long BETWEEN_MILLIS = 10;

    private final ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor();
    private final List<String> ids = new ArrayList<>();
    private final Path folder;
    private final String name;
    private Path file;
    private Writer writer;
    private long size;
    private int files;

    private WritingService(Path folder, String name) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.name = name;
        next();
    }

    static WritingService start(Path folder, String name) throws IOException {
        WritingService service = new WritingService(folder, name);
        service.clock.scheduleAtFixedRate(service::write, 0, BETWEEN_MILLIS, TimeUnit.MILLISECONDS);
        return service;
    }

    private void next() throws IOException {
        if (writer != null) {
            writer.close();
        }
        file = folder.resolve(name + "-" + LocalDate.now(ZoneOffset.UTC) + "." + files++ + ".json");
        writer = Files.newBufferedWriter(file, StandardOpenOption.CREATE_NEW);
        size = 0;
    }

    private synchronized void write() {
        try {
            for (int event = 0; event < EVENTS_AT_ONCE; event++) {
                String id = name + "-" + ids.size();
                line(event(id));
                ids.add(id);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private String event(String id) {
        return "{\"@timestamp\":\"" + Instant.now() + "\",\"log.level\":\"INFO\",\"log.logger\":\"shop.Orders\","
                + "\"process.thread.name\":\"http-" + ids.size() % 8 + "\",\"message\":\"Order " + ids.size()
                + " was taken, \\\"paid\\\" by card\",\"ecs.version\":\"8.11.0\",\"event.id\":\"" + id
                + "\",\"service.name\":\"" + name + "\",\"service.version\":\"1.4.2\",\"order.id\":" + ids.size() + "}";
    }

    /** Writes a line as it is, whatever it is. */
    synchronized void line(String text) throws IOException {
        writer.write(text + "\n");
        writer.flush();
        size += text.length() + 1;
        if (size >= FILE_SIZE) {
            next();
        }
    }

    synchronized int written() {
        return ids.size();
    }

    synchronized int files() {
        return files;
    }

    /** Writes no more; the ids of all events that are in the files. */
    List<String> end() throws IOException, InterruptedException {
        clock.shutdown();
        clock.awaitTermination(10, TimeUnit.SECONDS);
        close();
        return List.copyOf(ids);
    }

    @Override
    public void close() throws IOException {
        clock.shutdownNow();
        writer.close();
    }
}
