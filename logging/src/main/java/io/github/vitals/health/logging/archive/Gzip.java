package io.github.vitals.health.logging.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestInputStream;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Compresses, and reads what was compressed, with all figures taken on the way. Thread-safe. */
final class Gzip {
    private static final int BUFFER = 64 * 1024;

    private Gzip() {}

    /** Compresses a file into a new one, which is on the disk afterwards. */
    static Figures compress(Path original, Path target) throws IOException {
        Files.deleteIfExists(target);
        LineCount count = new LineCount();
        MessageDigest digest = Digests.sha256();
        try (InputStream in = Files.newInputStream(original, LinkOption.NOFOLLOW_LINKS);
                FileChannel file = FileChannel.open(target, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            OutputStream out = new DigestOutputStream(Channels.newOutputStream(file), digest);
            GZIPOutputStream gzip = new GZIPOutputStream(out, BUFFER);
            copy(in, count, gzip);
            gzip.finish();
            file.force(true);
            return count.figures(Digests.hex(digest), file.size());
        }
    }

    /** Reads an archive to its end; what is no archive, or not all of one, cannot be read. */
    static Figures read(InputStream archive) throws IOException {
        Counted raw = new Counted(archive);
        LineCount count = new LineCount();
        MessageDigest digest = Digests.sha256();
        try (InputStream all = new DigestInputStream(new BufferedInputStream(raw, BUFFER), digest);
                GZIPInputStream gzip = new GZIPInputStream(all, BUFFER)) {
            copy(gzip, count, OutputStream.nullOutputStream());
            all.transferTo(OutputStream.nullOutputStream());
            return count.figures(Digests.hex(digest), raw.bytes);
        }
    }

    /** The checksum of the beginning of a file, or of all of it if it is shorter. */
    static String sha256(Path file, long bytes) throws IOException {
        MessageDigest digest = Digests.sha256();
        byte[] buffer = new byte[BUFFER];
        long left = bytes;
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            while (left > 0) {
                int read = in.read(buffer, 0, (int) Math.min(left, BUFFER));
                if (read < 0) {
                    break;
                }
                digest.update(buffer, 0, read);
                left -= read;
            }
        }
        return Digests.hex(digest);
    }

    private static void copy(InputStream in, OutputStream one, OutputStream other) throws IOException {
        byte[] buffer = new byte[BUFFER];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
            one.write(buffer, 0, read);
            other.write(buffer, 0, read);
        }
    }

    /** Counts the bytes that are read through it. */
    private static final class Counted extends java.io.FilterInputStream {
        private long bytes;

        Counted(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int one = super.read();
            bytes += one < 0 ? 0 : 1;
            return one;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int read = super.read(buffer, offset, length);
            bytes += Math.max(read, 0);
            return read;
        }
    }
}
