package io.github.vitals.health.servers;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A file system of a few megabytes, which can really be full and then be made larger. It takes root to have one. Not
 * thread-safe.
 */
public final class SmallDisk implements AutoCloseable {
    private final Path folder;
    private final Optional<Path> image;

    private SmallDisk(Path folder, Optional<Path> image) {
        this.folder = folder;
        this.image = image;
    }

    /**
     * Mounts one in a new folder.
     *
     * @param megabytes how large it is
     * @return empty where none may be mounted
     */
    public static Optional<SmallDisk> mount(int megabytes) {
        try {
            Path folder = Files.createTempDirectory("small-disk");
            if (done("mount", "-t", "tmpfs", "-o", options(megabytes), "none", folder.toString())) {
                return Optional.of(new SmallDisk(folder, Optional.empty()));
            }
            Files.delete(folder);
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a folder", failed);
        }
    }

    /**
     * Mounts one that lies in a file, as a machine sees its disks: with a device and a type, ext4. It cannot be made
     * larger.
     *
     * @param megabytes how large it is, at least 2
     * @return empty where none may be mounted
     */
    public static Optional<SmallDisk> image(int megabytes) {
        try {
            Path image = Files.createTempFile("small-disk", ".ext4");
            Path folder = Files.createTempDirectory("small-disk");
            if (done("truncate", "-s", megabytes + "M", image.toString())
                    && done("mkfs.ext4", "-q", image.toString())
                    && done("mount", "-o", "loop", image.toString(), folder.toString())) {
                return Optional.of(new SmallDisk(folder, Optional.of(image)));
            }
            Files.delete(folder);
            Files.delete(image);
            return Optional.empty();
        } catch (IOException failed) {
            throw new UncheckedIOException("cannot make a file for a disk", failed);
        }
    }

    /**
     * Writes a file until nothing is left.
     *
     * @param file a path in {@link #folder()}; it is there afterwards, and whoever deletes it makes room again
     */
    public void fill(Path file) {
        byte[] block = new byte[64 * 1024];
        try (OutputStream out = Files.newOutputStream(file)) {
            while (Files.getFileStore(folder).getUsableSpace() > 0) {
                out.write(block);
            }
        } catch (IOException full) {
            if (!Files.exists(file)) {
                throw new UncheckedIOException("cannot fill " + folder, full);
            }
        }
    }

    /**
     * Where it is mounted.
     *
     * @return a folder that anybody may write to
     */
    public Path folder() {
        return folder;
    }

    /**
     * Makes it larger, with all that is in it.
     *
     * @param megabytes how large it is from now on
     */
    public void grow(int megabytes) {
        if (!done("mount", "-o", "remount," + options(megabytes), folder.toString())) {
            throw new IllegalStateException("cannot make " + folder + " larger");
        }
    }

    private static String options(int megabytes) {
        return "mode=1777,size=" + megabytes + "m";
    }

    private static boolean done(String... command) {
        Processes.Ended ended = Processes.run(List.of(command));
        return ended.exit() == 0 && ended.output().isEmpty();
    }

    /** Takes it away, also while files on it are open. */
    @Override
    public void close() {
        Processes.run(List.of("umount", "--lazy", folder.toString()));
        Home.delete(folder);
        image.ifPresent(Home::delete);
    }
}
