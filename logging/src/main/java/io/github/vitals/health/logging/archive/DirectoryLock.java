package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/** One at a time in an archive directory, among the processes of a machine and within this one. Thread-safe. */
final class DirectoryLock {
    /**
     * Locks of files are held by the process, and all it has of a file are gone when it closes one channel of that file:
     * only the thread that has ours opens one.
     */
    private static final Map<Path, ReentrantLock> IN_THIS_PROCESS = new ConcurrentHashMap<>();

    private DirectoryLock() {}

    /** What is done under the lock. */
    interface Work {
        void run() throws IOException;
    }

    static void with(Path directory, String file, Work work) throws IOException {
        Files.createDirectories(directory);
        Path path = path(directory, file);
        ReentrantLock here = here(path);
        here.lock();
        try (FileChannel channel = open(path);
                FileLock lock = channel.lock()) {
            if (lock.isValid()) {
                work.run();
            }
        } finally {
            here.unlock();
        }
    }

    /** As {@link #with}, without waiting: false if another has it. */
    static boolean tried(Path directory, String file, Work work) throws IOException {
        Files.createDirectories(directory);
        Path path = path(directory, file);
        ReentrantLock here = here(path);
        if (here.isHeldByCurrentThread() || !here.tryLock()) {
            return false;
        }
        try (FileChannel channel = open(path);
                FileLock lock = channel.tryLock()) {
            if (lock == null) {
                return false;
            }
            work.run();
            return true;
        } catch (OverlappingFileLockException ofAnotherClassLoader) {
            return false;
        } finally {
            here.unlock();
        }
    }

    private static Path path(Path directory, String file) throws IOException {
        return directory.toRealPath().resolve(file);
    }

    private static ReentrantLock here(Path path) {
        return IN_THIS_PROCESS.computeIfAbsent(path, any -> new ReentrantLock());
    }

    private static FileChannel open(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
    }
}
