package io.github.vitals.health.logging.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Files that a test wrote, and what must be true of them whenever the process that archives them was killed. */
final class ArchiveState {
    static final LocalDate OLD = Logs.DAY.minusDays(30);
    private static final int LINES = 20;

    final Logs logs;

    /** By the names of the originals. */
    private final Map<String, String> written = new TreeMap<>();

    private int number;

    ArchiveState(Path directory) {
        this.logs = new Logs(directory);
    }

    /** Files that are to be archived. */
    void write(int files) throws IOException {
        for (int file = 0; file < files; file++) {
            write(Logs.DAY);
        }
    }

    /** Archives that are to be deleted. */
    void writeOld(int files) throws IOException {
        for (int file = 0; file < files; file++) {
            write(OLD);
        }
        assertThat(logs.builder().retention(Duration.ZERO).build().run().archived())
                .hasSizeGreaterThanOrEqualTo(files);
    }

    private void write(LocalDate day) throws IOException {
        Path file = logs.closed(day, ++number, LINES);
        written.put(file.getFileName().toString(), Files.readString(file));
    }

    /** Each file is there, or in an archive that the manifest vouches for, or was old and is said to be deleted. */
    void assertNothingLost() throws IOException {
        Manifest manifest = Manifest.read(logs.archives, "app");
        for (Map.Entry<String, String> file : written.entrySet()) {
            Path original = logs.directory.resolve(file.getKey());
            String archive = file.getKey() + ".gz";
            if (Files.exists(original)) {
                assertThat(original).content().isEqualTo(file.getValue());
            } else if (manifest.live(archive).isPresent()) {
                assertThat(Logs.unzipped(logs.archives.resolve(archive))).isEqualTo(file.getValue());
            } else {
                assertThat(file.getKey()).contains(OLD.toString());
                assertThat(manifest.deleted(archive).orElseThrow().log()).isPresent();
            }
        }
    }

    /** A round more: all is archived once, what is old is gone unless it is held, and nothing is left lying about. */
    void assertHealed() throws IOException {
        LogArchive archive = logs.builder().retention(Logs.RETENTION).build();
        boolean held = !archive.holds().isEmpty();

        assertThat(archive.run().failed()).isEmpty();

        assertNothingLost();
        assertThat(archive.verify()).matches(ArchiveVerification::good);
        assertThat(archive.archived()).noneMatch(ArchivedLog::recovered);
        assertThat(originals(archive)).doesNotHaveDuplicates().containsAll(names(Logs.DAY));
        assertThat(originals(archive).stream().anyMatch(name -> name.contains(OLD.toString())))
                .isEqualTo(held);
        assertThat(Logs.names(logs.archives)).noneMatch(name -> name.endsWith(".tmp"));
        assertThat(Logs.names(logs.directory)).containsExactly("app-2026-03-10.0.json", "archive");
    }

    private static List<String> originals(LogArchive archive) throws IOException {
        return archive.archived().stream().map(ArchivedLog::file).toList();
    }

    private List<String> names(LocalDate day) {
        return written.keySet().stream()
                .filter(name -> name.contains(day.toString()))
                .toList();
    }

    /** How many archives of old files are in the directory. */
    long oldArchives() throws IOException {
        try (Stream<Path> files = Files.list(logs.archives)) {
            return files.filter(file -> file.getFileName().toString().startsWith("app-" + OLD))
                    .count();
        }
    }
}
