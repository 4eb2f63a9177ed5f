package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** A directory as a store. Thread-safe. */
final class DirectoryStore implements ArchiveStore {
    private static final Pattern NAMES = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]*");

    private final Path directory;

    DirectoryStore(Path directory) {
        this.directory = directory.toAbsolutePath().normalize();
    }

    @Override
    public void put(String name, Path file) throws IOException {
        Path target = path(name);
        Files.createDirectories(directory);
        if (directory.equals(file.toAbsolutePath().normalize().getParent())) {
            Durable.rename(file, target);
        } else {
            Durable.rename(copy(file, path(name + ".tmp")), target);
        }
    }

    private static Path copy(Path file, Path temporary) throws IOException {
        try {
            Files.copy(file, temporary, StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                channel.force(true);
            }
            return temporary;
        } catch (IOException failed) {
            Files.deleteIfExists(temporary);
            throw failed;
        }
    }

    @Override
    public InputStream read(String name) throws IOException {
        return Files.newInputStream(path(name), LinkOption.NOFOLLOW_LINKS);
    }

    @Override
    public List<String> list(String prefix) throws IOException {
        List<String> names = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return names;
        }
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                if (name.startsWith(prefix) && Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
                    names.add(name);
                }
            }
        }
        return names;
    }

    @Override
    public void delete(String name) throws IOException {
        Durable.delete(path(name));
    }

    private Path path(String name) {
        if (!NAMES.matcher(name).matches()) {
            throw new IllegalArgumentException("name: " + name + " (expected: " + NAMES + ")");
        }
        return directory.resolve(name);
    }
}
