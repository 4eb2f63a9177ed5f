package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Moves closed files into the archive, within one round; each step can be the last before a crash. Not thread-safe. */
final class Archiver {
    private static final String TEMPORARY = ".tmp";

    private final Settings settings;
    private final Manifest manifest;
    private final Round round;
    private final Set<String> stored;

    Archiver(Settings settings, Manifest manifest, Round round) throws IOException {
        this.settings = settings;
        this.manifest = manifest;
        this.round = round;
        this.stored = new TreeSet<>(settings.store().list(settings.name() + "-"));
    }

    /** Temporary files that a crash left behind in the archive directory. */
    static void clean(Settings settings) throws IOException {
        try (DirectoryStream<Path> left =
                Files.newDirectoryStream(settings.directory(), settings.name() + "-*" + TEMPORARY)) {
            for (Path file : left) {
                if (temporary(settings, String.valueOf(file.getFileName()))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean temporary(Settings settings, String name) {
        return name.endsWith(TEMPORARY)
                && LogFileName.archive(settings.name(), name.substring(0, name.length() - TEMPORARY.length()))
                        .isPresent();
    }

    /** The same of the store, if it is another directory. */
    void cleanStore() throws IOException {
        for (String name : List.copyOf(stored)) {
            if (temporary(settings, name)) {
                settings.store().delete(name);
                stored.remove(name);
            }
        }
    }

    void archive(LogFile file) throws IOException {
        Optional<ArchivedLog> before = entry(file);
        if (before.isPresent() && readsBack(before.get().archive(), before.get().rawSha256())) {
            if (removed(file)) {
                round.verified.add(file.name().live());
            }
            return;
        }
        Path temporary = settings.directory().resolve(file.name().archive() + TEMPORARY);
        try {
            Figures seen = Gzip.compress(file.path(), temporary);
            settings.steps().accept(Step.COMPRESSED);
            keep(file, seen, temporary, before);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /** The entry that an earlier round made of this very file, before a crash. */
    private Optional<ArchivedLog> entry(LogFile file) throws IOException {
        List<ArchivedLog> entries = manifest.ofFile(file.name().live());
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        String sha256 = Gzip.sha256(file.path(), Long.MAX_VALUE);
        return entries.stream().filter(log -> log.rawSha256().equals(sha256)).findFirst();
    }

    private void keep(LogFile file, Figures seen, Path temporary, Optional<ArchivedLog> before) throws IOException {
        if (!file.unchanged()) {
            round.heldBack.add(file.name().live());
            return;
        }
        LogFileName target = before.isPresent()
                ? LogFileName.archive(settings.name(), before.get().archive()).orElseThrow()
                : free(file);
        put(target.archive(), temporary, seen);
        if (!file.unchanged()) {
            if (before.isEmpty()) {
                settings.store().delete(target.archive());
            }
            round.heldBack.add(file.name().live());
            return;
        }
        ArchivedLog entry = ArchivedLog.of(file.name(), target, settings.logClass(), seen, round.now, false);
        if (!before.map(ArchivedLog::archiveSha256).equals(Optional.of(entry.archiveSha256()))) {
            manifest.archived(entry);
        }
        settings.steps().accept(Step.RECORDED);
        if (removed(file)) {
            round.archived.add(file.name().live());
        }
    }

    private void put(String archive, Path temporary, Figures seen) throws IOException {
        settings.store().put(archive, temporary);
        stored.add(archive);
        settings.steps().accept(Step.PUT);
        if (!readsBack(archive, seen.rawSha256())) {
            settings.store().delete(archive);
            stored.remove(archive);
            throw new IOException("archive: " + archive + " (expected: reads back as it was stored)");
        }
        settings.steps().accept(Step.VERIFIED);
    }

    private boolean readsBack(String archive, String rawSha256) {
        try {
            return stored(archive).rawSha256().equals(rawSha256);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private boolean removed(LogFile file) throws IOException {
        if (!file.unchanged()) {
            round.heldBack.add(file.name().live());
            return false;
        }
        Durable.delete(file.path());
        settings.steps().accept(Step.ORIGINAL_DELETED);
        return true;
    }

    /** The name of the original, or its day's next number if that is another file's archive. */
    private LogFileName free(LogFile file) throws IOException {
        String own = file.name().archive();
        if (!manifest.knows(own) && (!stored.contains(own) || superseded(own, file))) {
            return file.name();
        }
        List<LogFileName> originals =
                settings.logs().files().stream().map(LogFile::name).toList();
        List<LogFileName> ofItsDay = Stream.concat(
                        originals.stream(),
                        Stream.of(manifest.names(), stored)
                                .flatMap(Collection::stream)
                                .flatMap(name -> LogFileName.archive(settings.name(), name).stream()))
                .filter(name -> name.day().equals(file.name().day()))
                .toList();
        for (LogFileName other : ofItsDay) {
            if (!originals.contains(other) && begun(other, file)) {
                return other;
            }
        }
        return file.name()
                .number(ofItsDay.stream()
                                .mapToInt(LogFileName::number)
                                .max()
                                .orElse(file.name().number())
                        + 1);
    }

    /** Whether a crash left an archive of this file behind under another number, without an entry. */
    private boolean begun(LogFileName other, LogFile file) throws IOException {
        if (!stored.contains(other.archive()) || manifest.knows(other.archive())) {
            return false;
        }
        try {
            return isBeginning(stored(other.archive()), file);
        } catch (IOException noArchive) {
            return false;
        }
    }

    /** Whether what is stored without an entry is no archive, or only what the original begins with. */
    private boolean superseded(String archive, LogFile file) throws IOException {
        try {
            return isBeginning(stored(archive), file);
        } catch (IOException noArchive) {
            return true;
        }
    }

    private Figures stored(String archive) throws IOException {
        return Gzip.read(settings.store().read(archive));
    }

    private static boolean isBeginning(Figures seen, LogFile file) throws IOException {
        return seen.rawBytes() <= file.bytes()
                && Gzip.sha256(file.path(), seen.rawBytes()).equals(seen.rawSha256());
    }

    /** Enters archives that have neither an entry nor an original any more, if they are whole. */
    void recover(Collection<LogFile> originals) throws IOException {
        Set<String> live = new HashSet<>();
        originals.forEach(file -> live.add(file.name().archive()));
        for (String archive : stored) {
            Optional<LogFileName> name = LogFileName.archive(settings.name(), archive);
            if (name.isPresent() && !manifest.knows(archive) && !live.contains(archive)) {
                recover(name.get(), originals);
            }
        }
    }

    private void recover(LogFileName name, Collection<LogFile> originals) throws IOException {
        Figures seen;
        try {
            seen = stored(name.archive());
        } catch (IOException unreadable) {
            round.heldBack.add(name.archive());
            return;
        }
        for (LogFile file : originals) {
            if (file.name().day().equals(name.day()) && isBeginning(seen, file)) {
                return;
            }
        }
        manifest.archived(ArchivedLog.of(name, name, settings.logClass(), seen, round.now, true));
        round.verified.add(name.archive());
    }
}
