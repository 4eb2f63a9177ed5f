package io.github.vitals.health.checks;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A key store in a file, read again when the file is another than at the last reading. Thread-safe. */
final class KeyStoreFile implements CertificateSource {
    private final File file;
    private final char[] password;
    private volatile @Nullable Loaded loaded;

    /** What tells one content of the file from the next. The key is of the file behind a symbolic link. */
    private record Stamp(
            FileTime modified, long size, @Nullable Object key) {}

    private record Loaded(Stamp stamp, List<Validity> certificates) {}

    KeyStoreFile(Path path, char[] password) {
        try {
            this.file = path.toFile();
        } catch (UnsupportedOperationException elsewhere) {
            throw Arguments.invalid("file", path, "a file of the default file system");
        }
        this.password = password.clone();
    }

    @Override
    public List<Validity> read() throws IOException, GeneralSecurityException {
        // Taken before the content: a change in between is then seen by the next run.
        Stamp stamp = stamp();
        Loaded last = loaded;
        if (last != null && last.stamp.equals(stamp)) {
            return last.certificates;
        }
        List<Validity> certificates = Validity.all(KeyStore.getInstance(file, password));
        loaded = new Loaded(stamp, certificates);
        return certificates;
    }

    private Stamp stamp() throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file.toPath(), BasicFileAttributes.class);
        return new Stamp(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey());
    }
}
