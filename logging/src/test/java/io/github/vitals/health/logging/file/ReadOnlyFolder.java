package io.github.vitals.health.logging.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;

/** A folder in which no file can be made for a while; those that are there can be written to. Root may not either. */
final class ReadOnlyFolder implements AutoCloseable {
    private final Path folder;

    private ReadOnlyFolder(Path folder) {
        this.folder = folder;
    }

    /** Takes the permission away; the test is skipped where that does not help. */
    static ReadOnlyFolder of(Path folder) throws Exception {
        ReadOnlyFolder readOnly = new ReadOnlyFolder(folder);
        readOnly.permissions("r-xr-xr-x");
        readOnly.attribute("+i");
        if (!readOnly.refuses()) {
            readOnly.close();
            Assumptions.abort("root may make files in any folder here");
        }
        return readOnly;
    }

    private boolean refuses() {
        try {
            Files.delete(Files.createTempFile(folder, "permitted", ""));
            return false;
        } catch (IOException refused) {
            return true;
        }
    }

    private void permissions(String permissions) throws IOException {
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));
    }

    /** For root; it is refused to others, for whom the permissions are enough. */
    private void attribute(String change) throws Exception {
        int unused = new ProcessBuilder("sh", "-c", "chattr " + change + " '" + folder + "'")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    /** Gives the permission back. */
    @Override
    public void close() throws Exception {
        attribute("-i");
        permissions("rwxr-xr-x");
    }
}
