package io.github.vitals.health.logging.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Reads an audit log through, and finds the first place where it is not as it was written: a line or a byte that was
 * changed, taken away, put in or moved. Files may be packed with gzip, and may lie in the archive.
 *
 * <p>Lines that were cut off at the end leave no trace in the others: to find that, a head that was noted elsewhere is
 * given. A log without a key can be written anew by anybody who may write the files, and then only a noted head shows
 * it.
 *
 * <pre>{@code
 * AuditVerdict verdict = AuditVerifier.of(Path.of("/var/log/orders"), "audit").verify();
 * }</pre>
 *
 * <p>As a program: {@code verify DIRECTORY NAME [--key FILE] [--head HASH] [--archive DIRECTORY] [--from NUMBER]}. It
 * prints one line, and ends with 0 if the log is whole, 1 if it is not, 2 if that could not be found out.
 *
 * <p>Immutable.
 */
public final class AuditVerifier {
    private final Path directory;
    private final String name;
    private final Optional<Path> archive;
    private final Seal seal;
    private final Optional<String> head;
    private final long from;

    private AuditVerifier(
            Path directory, String name, Optional<Path> archive, Seal seal, Optional<String> head, long from) {
        this.directory = directory;
        this.name = name;
        this.archive = archive;
        this.seal = seal;
        this.head = head;
        this.from = from;
    }

    /**
     * The verifier of a log that has no key and is kept from its first line on.
     *
     * @param directory where its files are
     * @param name of the log, with which its files begin
     * @return a verifier
     */
    public static AuditVerifier of(Path directory, String name) {
        return new AuditVerifier(directory, name, Optional.empty(), Seal.open(), Optional.empty(), 1);
    }

    /**
     * With the key that the log is written with.
     *
     * @param file that holds it
     * @return a copy with it
     * @throws IllegalArgumentException if it cannot be read or is too short
     */
    public AuditVerifier key(Path file) {
        return new AuditVerifier(directory, name, archive, Seal.keyed(file), head, from);
    }

    /**
     * With an archive that is not the folder {@code archive} in the log's directory.
     *
     * @param folder with closed files, also in folders of its own
     * @return a copy with it
     */
    public AuditVerifier archive(Path folder) {
        return new AuditVerifier(directory, name, Optional.of(folder), seal, head, from);
    }

    /**
     * With a head that was noted: a line with this hash must be there.
     *
     * @param hash 64 hexadecimal digits
     * @return a copy with it
     * @throws IllegalArgumentException if it is no hash
     */
    public AuditVerifier expectedHead(String hash) {
        if (!hash.matches("[0-9a-f]{64}")) {
            throw new IllegalArgumentException("head: " + hash + " (expected: 64 hexadecimal digits in lower case)");
        }
        return new AuditVerifier(directory, name, archive, seal, Optional.of(hash), from);
    }

    /**
     * For a log whose oldest files were deleted when their time came.
     *
     * @param number that the first line has which is still there
     * @return a copy with it
     * @throws IllegalArgumentException if it is less than 1
     */
    public AuditVerifier from(long number) {
        if (number < 1) {
            throw new IllegalArgumentException("from: " + number + " (expected: at least 1)");
        }
        return new AuditVerifier(directory, name, archive, seal, head, number);
    }

    /**
     * Reads all files, once.
     *
     * @return what was found
     * @throws UncheckedIOException if a file cannot be read
     * @throws IllegalArgumentException if the name is not one of a file
     */
    public AuditVerdict verify() {
        try {
            List<AuditFiles.Numbered> files = new AuditFiles(directory, name, archive).all();
            return new Reading(files, seal, head, new Chain(seal, from)).verdict();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("audit log " + name + ": " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * The program. Ends the JVM.
     *
     * @param words {@code verify}, the directory, the name and options
     */
    public static void main(String[] words) {
        System.exit(AuditCommand.run(List.of(words), System.out, System.err));
    }
}
