package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;

/**
 * Where archives are kept: a directory, or an object store. Whole objects are put, read, listed and deleted; none is
 * renamed or changed. What is put is read back and compared before an original goes, so a store that fails or damages
 * what it is given costs no line.
 *
 * <p>Implementations are thread-safe.
 */
public interface ArchiveStore {
    /**
     * Stores an object whole, in place of one of the same name; it is durable when this returns.
     *
     * @param name of the object: letters, digits, dots, dashes and underscores
     * @param file what is stored; the store may take it away
     * @throws IOException if it cannot be stored
     */
    void put(String name, Path file) throws IOException;

    /**
     * Reads an object.
     *
     * @param name of the object
     * @return its bytes; closed by the caller
     * @throws java.nio.file.NoSuchFileException if there is none of that name
     * @throws IOException if it cannot be read
     */
    InputStream read(String name) throws IOException;

    /**
     * Lists the objects whose names begin in a given way.
     *
     * @param prefix how they begin
     * @return their names, in any order; objects of others may be among them
     * @throws IOException if they cannot be listed
     */
    List<String> list(String prefix) throws IOException;

    /**
     * Deletes an object; if there is none, nothing happens.
     *
     * @param name of the object
     * @throws IOException if it cannot be deleted
     */
    void delete(String name) throws IOException;

    /**
     * A directory as a store. A file has its name only when all of it is on the disk; symbolic links are not followed.
     *
     * @param directory is made when it is needed
     * @return a store
     */
    static ArchiveStore directory(Path directory) {
        return new DirectoryStore(directory);
    }
}
