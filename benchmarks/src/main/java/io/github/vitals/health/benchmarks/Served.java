package io.github.vitals.health.benchmarks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A server that is put under load.
 *
 * @param label how figures about it begin
 * @param path what is asked of it
 * @param jdk where its JDK is
 * @param built where its classes are and the class path of what they need; null for ours
 * @param program the main class and its arguments
 */
record Served(String label, String path, Path jdk, @Nullable Path built, List<String> program) {
    private static final String READY = "/health/ready";

    static Served vitals(String label, Path jdk, int checks, boolean details) {
        return own(label, jdk, VitalsServer.class, String.valueOf(checks), String.valueOf(details));
    }

    static Served constant(String label, Path jdk, String executor) {
        return own(label, jdk, ConstantServer.class, executor);
    }

    private static Served own(String label, Path jdk, Class<?> program, String... arguments) {
        List<String> words = Stream.concat(Stream.of(program.getName()), Stream.of(arguments))
                .toList();
        return new Served(label, READY, jdk, null, words);
    }

    /** One of those that bin/bench builds; its folder is called as its main class is, in small letters. */
    static Served peer(String label, Path jdk, String path, String... program) {
        Path folder = Path.of(System.getProperty("benchmarks.peers"), program[0].toLowerCase(Locale.ROOT));
        return new Served(label, path, jdk, folder.resolve("target"), List.of(program));
    }

    /** Starts it; fails if it could not be built. */
    ServerProcess start() throws IOException {
        return ServerProcess.start(jdk, classPath(), program);
    }

    private String classPath() throws IOException {
        if (built == null) {
            return System.getProperty("java.class.path");
        }
        return built.resolve("classes")
                + File.pathSeparator
                + Files.readString(built.resolve("classpath")).strip();
    }
}
