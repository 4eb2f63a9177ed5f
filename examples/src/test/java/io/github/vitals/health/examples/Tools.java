package io.github.vitals.health.examples;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests need: in CI a missing one is a failure, elsewhere a reason to skip. */
final class Tools {
    private Tools() {}

    static Path require(String program, String debianPackage) {
        Optional<Path> found = Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
        String missing = program + " is not on the PATH (Debian: apt-get install " + debianPackage + ")";
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            Assertions.fail(missing);
        }
        Assumptions.assumeTrue(found.isPresent(), missing);
        return found.orElseThrow();
    }
}
