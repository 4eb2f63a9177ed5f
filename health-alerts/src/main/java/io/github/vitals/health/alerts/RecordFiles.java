package io.github.vitals.health.alerts;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import org.jspecify.annotations.Nullable;

/** Files that nobody else may read, and that are there after a power failure. */
final class RecordFiles {
    private static final FileAttribute<?>[] NONE = {};

    private RecordFiles() {}

    /** Where a file really is, or will be: its folders are made, and links are followed. */
    static Path real(Path file) throws IOException {
        Path absolute = file.toAbsolutePath().normalize();
        Path folder = absolute.getParent();
        if (folder == null || Files.isDirectory(absolute)) {
            throw Arguments.invalid("file", file, "a file, which may not be there yet, and no folder");
        }
        if (Files.exists(absolute)) {
            return absolute.toRealPath();
        }
        Files.createDirectories(folder);
        return folder.toRealPath().resolve(absolute.getFileName());
    }

    /** Makes an empty file for its owner alone, unless one is there. */
    static void create(Path file) throws IOException {
        boolean posix = file.getFileSystem().supportedFileAttributeViews().contains("posix");
        try {
            Files.createFile(
                    file,
                    posix
                            ? new FileAttribute<?>[] {
                                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                            }
                            : NONE);
        } catch (FileAlreadyExistsException there) {
            // All the better.
        }
    }

    /** The file itself, not its name; null where the system has no such thing. */
    static @Nullable Object key(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class).fileKey();
    }

    /** Copies a file to a name beside it that is new. */
    static Path copyAside(Path file) throws IOException {
        Path copy = Files.createTempFile(file.resolveSibling("."), file.getFileName() + ".damaged-", "");
        try (RandomAccessFile target = new RandomAccessFile(copy.toFile(), "rw")) {
            target.write(Files.readAllBytes(file));
            target.getFD().sync();
        }
        return copy.normalize();
    }

    /** Has the names of the files in a folder on the disk, where the system can do that. */
    static void forceFolder(Path file) throws IOException {
        if (!file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return;
        }
        // A channel is closed under a thread that is interrupted.
        boolean interrupted = Thread.interrupted();
        try (FileChannel folder = FileChannel.open(file.resolveSibling("."), StandardOpenOption.READ)) {
            folder.force(true);
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
