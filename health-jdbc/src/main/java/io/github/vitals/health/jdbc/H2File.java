package io.github.vitals.health.jdbc;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** An H2 database in a file, which stays open from its first use on until it is closed. */
final class H2File implements AutoCloseable {
    private static final String SUFFIX = ".mv.db";

    /**
     * Our owner closes it, and neither the last connection nor the JVM at its end. Failures are thrown, and need no file
     * of their own.
     */
    private static final String SETTINGS = ";DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

    private final JdbcDataSource dataSource = new JdbcDataSource();
    private final Path file;

    private H2File(Path file) {
        this.file = file;
        String path = file.toString();
        dataSource.setURL("jdbc:h2:file:" + path.substring(0, path.length() - SUFFIX.length()) + SETTINGS);
        dataSource.setUser("sa");
    }

    /** Opens nothing yet. */
    static H2File of(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        if (absolute.toString().contains(";")) {
            throw Arguments.invalid("file", path, "a path without ';'");
        }
        if (Files.isDirectory(absolute)) {
            throw Arguments.invalid("file", path, "a file, which may not be there yet, and no folder");
        }
        return new H2File(absolute.toString().endsWith(SUFFIX) ? absolute : Path.of(absolute + SUFFIX));
    }

    DataSource dataSource() {
        return dataSource;
    }

    /**
     * Has all that is committed in the file, whatever becomes of the process. H2 does so by itself within half a second,
     * or at each commit, but then never clears up, and the file grows.
     */
    void flush() throws SQLException {
        execute("CHECKPOINT");
    }

    @Override
    public void close() {
        if (Files.exists(file)) {
            // Files are closed under a thread that is interrupted, before they are as they should be.
            boolean interrupted = Thread.interrupted();
            shutDown();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void shutDown() {
        try {
            execute("SHUTDOWN");
        } catch (SQLException unusable) {
            // What was committed is in the file already.
        }
    }

    private void execute(String command) throws SQLException {
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        }
    }
}
