package io.github.vitals.health.endpoint;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tokens from a file, which is read again when it has changed: looked at once a second at most, when somebody asks. */
final class TokenFile implements Predicate<HealthRequest> {
    private static final Logger log = LoggerFactory.getLogger(HealthEndpoint.class);
    private static final long LOOK = Duration.ofSeconds(1).toNanos();
    private static final long LARGEST = 64 * 1024;

    private final Path path;
    private final LongSupplier nanoTime;
    private long lookedAt;
    private boolean unusable;
    private List<String> lines;
    private Tokens tokens;

    TokenFile(Path path, LongSupplier nanoTime) {
        this.path = path;
        this.nanoTime = nanoTime;
        try {
            this.lines = read(path);
            this.tokens = Tokens.of(lines);
        } catch (IOException | IllegalArgumentException unusable) {
            throw new IllegalArgumentException(
                    "file: " + path + " (expected: a file with a token on each line): " + unusable.getMessage(),
                    unusable);
        }
        this.lookedAt = nanoTime.getAsLong();
    }

    @Override
    public boolean test(HealthRequest request) {
        return Tokens.sentBy(request).map(current()::contain).orElse(false);
    }

    /** The tokens of before, where the file has become unusable: whoever replaces it may not do so at one stroke. */
    private synchronized Tokens current() {
        long now = nanoTime.getAsLong();
        if (now - lookedAt >= LOOK) {
            lookedAt = now;
            look();
        }
        return tokens;
    }

    private void look() {
        try {
            List<String> found = read(path);
            if (!found.equals(lines)) {
                tokens = Tokens.of(found);
                lines = found;
            }
            unusable = false;
        } catch (IOException | IllegalArgumentException failed) {
            if (!unusable) {
                log.atError()
                        .addKeyValue("file.path", path)
                        .addKeyValue("error.message", failed.toString())
                        .log("The file of tokens cannot be used; those of before are still accepted");
            }
            unusable = true;
        }
    }

    private static List<String> read(Path path) throws IOException {
        if (Files.size(path) > LARGEST) {
            throw new IOException("more than " + LARGEST + " bytes");
        }
        return Files.readAllLines(path).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
