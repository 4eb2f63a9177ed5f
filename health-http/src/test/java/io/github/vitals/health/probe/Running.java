package io.github.vitals.health.probe;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

/** A run of the program in this JVM, and what it has printed. */
final class Running {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final CompletableFuture<Integer> code;

    /** A run that has ended. */
    record Ended(int code, String out, String err) {}

    private Running(String... words) {
        code = CompletableFuture.supplyAsync(() -> {
            try {
                return HealthProbe.run(words, printTo(out), printTo(err));
            } catch (InterruptedException stop) {
                throw new IllegalStateException(stop);
            }
        });
    }

    /** With a timeout for busy machines, unless the options have one. */
    static Running start(Object target, String... options) {
        List<String> words = new ArrayList<>(List.of(target.toString(), "--timeout", "20s"));
        words.addAll(List.of(options));
        return new Running(words.toArray(String[]::new));
    }

    static Ended probe(Object target, String... options) throws ExecutionException, InterruptedException {
        return start(target, options).ended();
    }

    static Ended words(String... words) throws ExecutionException, InterruptedException {
        return new Running(words).ended();
    }

    Ended ended() throws ExecutionException, InterruptedException {
        int exitCode = code.get();
        return new Ended(exitCode, out.toString(StandardCharsets.UTF_8), err());
    }

    /** What it has printed of its progress until now. */
    String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static PrintStream printTo(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
