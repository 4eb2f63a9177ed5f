package io.github.vitals.health.servers;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** The programs of PostgreSQL, unpacked once from the jar of this platform. */
final class PostgresBinaries {
    /** As the jars of the platforms name them; the pom chooses one. */
    private static final List<String> RESOURCES = List.of(
            "/postgres-linux-x86_64.txz",
            "/postgres-linux-arm_64.txz",
            "/postgres-darwin-arm_64.txz",
            "/postgres-darwin-x86_64.txz");

    private static final int EXECUTABLE = 0100;

    private PostgresBinaries() {}

    static Path unpacked() {
        URL packed = RESOURCES.stream()
                .map(PostgresBinaries.class::getResource)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("resource: none of " + RESOURCES
                        + " (expected: one on the class path, from io.zonky.test.postgres)"));
        try {
            Path target = Home.binaries().resolve("postgres-" + version(packed));
            if (!Files.exists(target)) {
                unpack(packed, target);
            }
            return target;
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot unpack " + packed, failed);
        }
    }

    /** The name of the jar, which has platform and version in it. */
    private static String version(URL packed) {
        String jar = packed.getPath().replaceAll("!.*", "").replaceAll(".*/", "");
        return jar.replaceAll("[^\\w.-]", "_");
    }

    /** Unpacks beside the target and moves it there, so that nobody ever sees half of it. */
    private static void unpack(URL packed, Path target) throws IOException {
        Path part = Files.createTempDirectory(Home.binaries(), "part-");
        try (InputStream raw = new BufferedInputStream(packed.openStream());
                TarArchiveInputStream tar = new TarArchiveInputStream(new XZInputStream(raw))) {
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                write(tar, entry, part);
            }
        }
        Files.setPosixFilePermissions(part, PosixFilePermissions.fromString("rwxr-xr-x"));
        try {
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileAlreadyExistsException | DirectoryNotEmptyException anotherWasFaster) {
            Home.delete(part);
        }
    }

    private static void write(InputStream tar, TarArchiveEntry entry, Path folder) throws IOException {
        Path path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("entry: " + entry.getName() + " (expected: inside the archive)");
        }
        if (entry.isDirectory()) {
            Files.createDirectories(path);
            return;
        }
        Files.createDirectories(path.getParent());
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, path);
        if ((entry.getMode() & EXECUTABLE) != 0 && !path.toFile().setExecutable(true, false)) {
            throw new IOException("cannot make " + path + " executable");
        }
    }
}
