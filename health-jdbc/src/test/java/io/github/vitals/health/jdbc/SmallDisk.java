package io.github.vitals.health.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** A file system of a few megabytes, which can really be full and then be made larger. It takes root to have one. */
final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /** Skips the test where none may be mounted. */
    static SmallDisk of(int megabytes) throws Exception {
        Path folder = Files.createTempDirectory("small-disk");
        boolean mounted = run("mount", "-t", "tmpfs", "-o", options(megabytes), "none", folder.toString()) == 0;
        if (!mounted) {
            Files.delete(folder);
        }
        assumeTrue(mounted, "no file system may be mounted here");
        return new SmallDisk(folder);
    }

    Path folder() {
        return folder;
    }

    void grow(int megabytes) throws Exception {
        assertThat(run("mount", "-o", "remount," + options(megabytes), folder.toString()))
                .isZero();
    }

    private static String options(int megabytes) {
        return "mode=1777,size=" + megabytes + "m";
    }

    private static int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return said.isEmpty() ? process.waitFor() : Math.max(1, process.waitFor());
    }

    @Override
    public void close() throws Exception {
        run("umount", "--lazy", folder.toString());
        Files.delete(folder);
    }
}
