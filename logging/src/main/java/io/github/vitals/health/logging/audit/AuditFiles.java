package io.github.vitals.health.logging.audit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;

/** The files of one log, in the order in which they were written: those in use, and those in the archive. Immutable. */
final class AuditFiles {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]{0,99}");

    /** Archives may have folders by year and month, and no deeper ones. */
    private static final int DEEPEST = 4;

    private final Path directory;
    private final String name;
    private final Path archive;
    private final Pattern pattern;

    AuditFiles(Path directory, String name, Optional<Path> archive) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "name: " + name + " (expected: 1 to 100 letters, digits and -_., such as audit)");
        }
        this.directory = directory;
        this.name = name;
        this.archive = archive.orElse(directory.resolve("archive"));
        this.pattern = Pattern.compile(
                Pattern.quote(name) + "-([0-9]{4}-[0-9]{2}-[0-9]{2})\\.(0|[1-9][0-9]{0,8})\\.json(\\.gz)?");
    }

    /** One file; the place of a file is its day and number, wherever it lies. */
    record Numbered(Place place, Path path, boolean packed) {
        Lines lines() throws IOException {
            InputStream in = Files.newInputStream(path);
            if (!packed) {
                return new Lines(in);
            }
            try {
                return new Lines(new GZIPInputStream(in));
            } catch (IOException broken) {
                in.close();
                throw broken;
            }
        }
    }

    /** A day in UTC, and a number from 0 within it. */
    record Place(LocalDate day, int number) implements Comparable<Place> {
        private static final Comparator<Place> ORDER =
                Comparator.comparing(Place::day).thenComparingInt(Place::number);

        @Override
        public int compareTo(Place other) {
            return ORDER.compare(this, other);
        }
    }

    Path directory() {
        return directory;
    }

    Path lock() {
        return directory.resolve(name + ".lock");
    }

    Path path(Place place) {
        return directory.resolve(name + "-" + place.day() + "." + place.number() + ".json");
    }

    /** The place after all that are taken, not before a day. */
    Place next(LocalDate day) throws IOException {
        List<Numbered> all = all();
        if (all.isEmpty() || all.get(all.size() - 1).place().day().isBefore(day)) {
            return new Place(day, 0);
        }
        Place last = all.get(all.size() - 1).place();
        return new Place(last.day(), last.number() + 1);
    }

    /** Oldest first. Of one that is both in use and in the archive, the one in use. */
    List<Numbered> all() throws IOException {
        SortedMap<Place, Numbered> all = new TreeMap<>();
        try {
            if (Files.isDirectory(archive)) {
                try (Stream<Path> paths = Files.walk(archive, DEEPEST)) {
                    add(all, paths.toList());
                }
            }
            if (Files.isDirectory(directory)) {
                try (Stream<Path> paths = Files.list(directory)) {
                    add(all, paths.toList());
                }
            }
        } catch (UncheckedIOException unreadable) {
            throw unreadable.getCause();
        }
        return new ArrayList<>(all.values());
    }

    private void add(SortedMap<Place, Numbered> all, Collection<Path> paths) {
        for (Path path : paths.stream().sorted(Comparator.reverseOrder()).toList()) {
            Matcher matcher = pattern.matcher(String.valueOf(path.getFileName()));
            if (matcher.matches()) {
                place(matcher).ifPresent(place -> all.put(place, new Numbered(place, path, matcher.group(3) != null)));
            }
        }
    }

    private static Optional<Place> place(Matcher matcher) {
        try {
            return Optional.of(new Place(LocalDate.parse(matcher.group(1)), Integer.parseInt(matcher.group(2))));
        } catch (DateTimeException noDay) {
            return Optional.empty();
        }
    }
}
