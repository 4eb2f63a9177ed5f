package io.github.vitals.health.system;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** Programs that tests need: in CI a missing one is a failure, elsewhere a reason to skip. */
final class Tools {
    private Tools() {}

    static Path require(String program, String debianPackage) {
        Optional<Path> found = Stream.of(System.getenv("PATH").split(":", -1))
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
