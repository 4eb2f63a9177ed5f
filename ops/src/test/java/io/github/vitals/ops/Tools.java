package io.github.vitals.ops;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests need: in CI a missing one is a failure, elsewhere a reason to skip. */
public final class Tools {
    private Tools() {}

    /** What a program that ended said, and its exit code. */
    record Answer(int code, String text) {}

    public static Path require(String program, String debianPackage) {
        Optional<Path> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        return require(found, program + " is not on the PATH", debianPackage);
    }

    /** A file of a program, such as a module, that may be in any folder of one. */
    public static Path requireIn(Path folder, String file, String debianPackage) {
        try (Stream<Path> folders = Files.list(folder)) {
            Optional<Path> found = folders.map(each -> each.resolve(file))
                    .filter(Files::exists)
                    .findFirst();
            return require(found, file + " is nowhere in " + folder, debianPackage);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    private static Path require(Optional<Path> found, String missing, String debianPackage) {
        String reason = missing + " (Debian: apt-get install " + debianPackage + ")";
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(reason);
        }
        Assumptions.assumeTrue(found.isPresent(), reason);
        return found.orElseThrow();
    }

    static Answer run(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            process.getOutputStream().close();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Answer(process.waitFor(), text);
        } finally {
            process.destroyForcibly();
        }
    }
}
