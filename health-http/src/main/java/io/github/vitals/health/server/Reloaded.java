package io.github.vitals.health.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What some files say, read again when they have changed: looked at once a second at most, when somebody asks. While they
 * cannot be used, it is what they said before.
 */
final class Reloaded<T> {
    private static final Logger log = LoggerFactory.getLogger(HealthServer.class);
    private static final long LOOK = Duration.ofSeconds(1).toNanos();

    private final List<Path> files;
    private final Reader<T> reader;
    private final LongSupplier nanoTime;
    private List<String> texts;
    private T value;
    private long lookedAt;
    private boolean unusable;

    /** Makes something of the texts of the files. */
    @FunctionalInterface
    interface Reader<T> {
        T read(List<String> texts) throws GeneralSecurityException;
    }

    private Reloaded(List<Path> files, Reader<T> reader, LongSupplier nanoTime)
            throws IOException, GeneralSecurityException {
        this.files = files;
        this.reader = reader;
        this.nanoTime = nanoTime;
        this.texts = texts(files);
        this.value = reader.read(texts);
        this.lookedAt = nanoTime.getAsLong();
    }

    static <T> Reloaded<T> of(List<Path> files, Reader<T> reader, LongSupplier nanoTime) {
        try {
            return new Reloaded<>(files, reader, nanoTime);
        } catch (IOException | GeneralSecurityException failed) {
            throw new IllegalArgumentException(
                    "files: " + files + " (expected: certificates and keys in PEM): " + failed, failed);
        }
    }

    synchronized T get() {
        long now = nanoTime.getAsLong();
        if (now - lookedAt >= LOOK) {
            lookedAt = now;
            look();
        }
        return value;
    }

    private void look() {
        try {
            List<String> found = texts(files);
            if (!found.equals(texts)) {
                value = reader.read(found);
                texts = found;
                log.atInfo().addKeyValue("file.path", files).log("Health server uses new certificates");
            }
            unusable = false;
        } catch (IOException | GeneralSecurityException failed) {
            if (!unusable) {
                log.atError()
                        .addKeyValue("file.path", files)
                        .addKeyValue("error.message", failed.toString())
                        .log("Health server cannot use the new certificates; it goes on with those of before");
            }
            unusable = true;
        }
    }

    private static List<String> texts(List<Path> files) throws IOException {
        List<String> texts = new ArrayList<>();
        for (Path file : files) {
            texts.add(Files.readString(file, StandardCharsets.US_ASCII));
        }
        return texts;
    }
}
