package io.github.vitals.health.logging.file;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.encoder.PatternLayoutEncoder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.LoggerFactory;

/** Ends threads in ways that nobody catches, then itself in a way that no hook sees. */
final class FatalProgram {
    private FatalProgram() {}

    /** The argument is the directory. */
    public static void main(String[] arguments) throws InterruptedException {
        LoggerContext context = (LoggerContext) LoggerFactory.getILoggerFactory();
        context.reset();
        new OneOutput(context, new PatternLayoutEncoder(), "%level %kvp{NONE} %ex{short}%n")
                .start(Path.of(arguments[0]));
        LoggingJvm.tell("set " + FatalErrors.logAndFlush());
        LoggingJvm.tell("again " + FatalErrors.logAndFlush());
        endThread("out-of-memory", () -> fill(new ArrayList<>()));
        endThread("too-deep", () -> recurse(0));
        endThread("exception", () -> {
            throw new IllegalStateException("nobody catches it");
        });
        Runtime.getRuntime().halt(1);
    }

    private static void endThread(String name, Runnable end) throws InterruptedException {
        Thread thread = new Thread(end, name);
        thread.start();
        thread.join();
    }

    private static void fill(List<byte[]> heap) {
        while (true) {
            heap.add(new byte[100_000]);
        }
    }

    @SuppressWarnings("InfiniteRecursion") // is what is tested
    private static int recurse(int depth) {
        return recurse(depth + 1) + depth;
    }
}
