package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The folder under the temp folder in which binaries and the data of running servers are, one for each user. */
final class Home {
    private Home() {}

    /** Unpacked binaries, kept from one run to the next. */
    static Path binaries() {
        return folder("binaries");
    }

    /** One folder for each server that runs. */
    static Path servers() {
        return folder("servers");
    }

    private static Path folder(String name) {
        String user = System.getProperty("user.name", "user");
        Path home = Path.of(System.getProperty("java.io.tmpdir"), "vitals-servers-" + user.replaceAll("\\W", "_"));
        try {
            Files.createDirectories(home);
            if (!Files.getOwner(home).getName().equals(user)) {
                throw new IllegalStateException("owner of " + home + ": " + Files.getOwner(home) + " (expected: " + user
                        + ", since programs are run from there)");
            }
            // Where root has to start PostgreSQL as another user, that user must get through.
            Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
            return Files.createDirectories(home.resolve(name));
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot use " + home, failed);
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) {
        try (Stream<Path> paths = Files.walk(folder)) {
            List<Path> deepestFirst = paths.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot delete " + folder, failed);
        }
    }
}
