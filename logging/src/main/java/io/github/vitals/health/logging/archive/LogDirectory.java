package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/** The directory that is logged to: which of its files are ours, and which of those are closed. Thread-safe. */
final class LogDirectory {
    private final Path directory;
    private final String name;
    private final Supplier<Optional<Path>> open;

    LogDirectory(Path directory, String name, Supplier<Optional<Path>> open) {
        this.directory = directory.toAbsolutePath().normalize();
        this.name = name;
        this.open = open;
    }

    /** All of our files, oldest first. */
    List<LogFile> files() throws IOException {
        List<LogFile> ours = new ArrayList<>();
        if (!Files.isDirectory(directory)) {
            return ours;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, name + "-*.json")) {
            for (Path entry : entries) {
                ours(entry).ifPresent(ours::add);
            }
        }
        ours.sort(Comparator.comparing(LogFile::name));
        return ours;
    }

    private Optional<LogFile> ours(Path entry) throws IOException {
        Optional<LogFileName> parsed = LogFileName.live(name, String.valueOf(entry.getFileName()));
        if (parsed.isEmpty() || !Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try {
            return Optional.of(LogFile.of(entry, parsed.get()));
        } catch (NoSuchFileException goneMeanwhile) {
            return Optional.empty();
        }
    }

    /** Those that nobody writes to, as far as their names and the writer tell: never the newest of all, nor of today. */
    List<LogFile> closed(Instant now) throws IOException {
        List<LogFile> all = files();
        List<LogFile> closed = new ArrayList<>(all);
        if (!all.isEmpty()) {
            closed.remove(all.get(all.size() - 1));
        }
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        all.stream()
                .filter(file -> file.name().day().equals(today))
                .reduce((older, newer) -> newer)
                .ifPresent(closed::remove);
        open.get()
                .map(path -> path.toAbsolutePath().normalize())
                .ifPresent(path -> closed.removeIf(file -> file.path().equals(path)));
        return closed;
    }
}
