package io.github.vitals.health.servers;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;

/** A streaming replica of a PostgreSQL: a copy of its files, made while it runs, that is told to follow it. */
final class PostgresReplica {
    /** What belongs to the running primary alone; the replica gets its own. */
    private static final Set<String> LEFT_OUT = Set.of("postmaster.pid", "postmaster.opts");

    private static final Set<String> EMPTIED = Set.of("pg_wal", "pg_replslot", "pg_dynshmem", "pg_stat_tmp");

    private static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private PostgresReplica() {}

    static ChildProcess launch(ChildProcess primary, PostgresReadiness login) {
        ServerFolder folder = ServerFolder.create("postgres");
        try {
            Path data = folder.resolve("data");
            backUp(primary, login, data);
            Files.createFile(data.resolve("standby.signal"));
            String source = login.connectionInfo(primary.host(), primary.port());
            Files.writeString(
                    data.resolve("postgresql.auto.conf"),
                    "primary_conninfo = '" + source + "'\nwal_retrieve_retry_interval = '100ms'\n",
                    StandardOpenOption.APPEND);
        } catch (IOException | SQLException failed) {
            folder.delete();
            throw new IllegalStateException("cannot make a replica: " + failed.getMessage(), failed);
        }
        return PostgresProcess.launch(folder, login);
    }

    /** The backup has to be begun and ended by one and the same session. */
    private static void backUp(ChildProcess primary, PostgresReadiness login, Path copy)
            throws IOException, SQLException {
        try (Connection session = login.connect(primary.host(), primary.port());
                Statement statement = session.createStatement()) {
            statement.execute("SELECT pg_backup_start('replica', true)");
            copy(primary.folder().resolve("data"), copy);
            try (ResultSet answer = statement.executeQuery("SELECT labelfile FROM pg_backup_stop(false)")) {
                answer.next();
                Files.writeString(copy.resolve("backup_label"), answer.getString(1));
            }
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                if (leftOut(from.relativize(folder))) {
                    return FileVisitResult.SKIP_SUBTREE;
                }
                Files.createDirectory(to.resolve(from.relativize(folder).toString()), OWNER_ONLY);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                if (!leftOut(from.relativize(file))) {
                    copyUnlessGone(file, to.resolve(from.relativize(file).toString()));
                }
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
                if (failure instanceof NoSuchFileException) {
                    return FileVisitResult.CONTINUE;
                }
                throw failure;
            }
        });
    }

    /** Files may go while the primary works; what they held is in its log. */
    private static void copyUnlessGone(Path file, Path copy) throws IOException {
        try {
            Files.copy(file, copy);
        } catch (NoSuchFileException gone) {
            Files.deleteIfExists(copy);
        }
    }

    private static boolean leftOut(Path relative) {
        boolean emptied = relative.getNameCount() > 1
                && EMPTIED.contains(relative.getName(0).toString());
        return emptied || LEFT_OUT.contains(relative.toString());
    }
}
