package io.github.vitals.health.logging.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of one log in a folder: what they are called, and which there are. Immutable. */
final class LogFiles {
    private final Path folder;
    private final String name;
    private final String suffix;
    private final Pattern pattern;

    LogFiles(Path folder, String name, String suffix) {
        this.folder = folder;
        this.name = name;
        this.suffix = suffix;
        this.pattern = Pattern.compile(
                Pattern.quote(name) + "-(\\d{4}-\\d{2}-\\d{2})\\.(0|[1-9]\\d{0,8})" + Pattern.quote(suffix));
    }

    /** One of them, which need not be there. */
    record LogFile(Path path, LocalDate day, int number) {}

    Path folder() {
        return folder;
    }

    /** Holds who writes which file, so that no two processes write the same. */
    Path lock() {
        return folder.resolve("." + name + ".lock");
    }

    LogFile file(LocalDate day, int number) {
        return new LogFile(folder.resolve(name + "-" + day + "." + number + suffix), day, number);
    }

    /** Those that are there, oldest first; other files are not seen, nor are links. */
    List<LogFile> list() throws IOException {
        try (Stream<Path> all = Files.list(folder)) {
            return all.flatMap(path -> parse(path).stream())
                    .filter(file -> Files.isRegularFile(file.path(), LinkOption.NOFOLLOW_LINKS))
                    .sorted(Comparator.comparing(LogFile::day).thenComparing(LogFile::number))
                    .toList();
        }
    }

    private Optional<LogFile> parse(Path path) {
        Matcher matcher = pattern.matcher(path.getFileName().toString());
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new LogFile(path, LocalDate.parse(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }
}
