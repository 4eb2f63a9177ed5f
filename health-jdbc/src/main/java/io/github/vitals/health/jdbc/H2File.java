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
     * What is committed is in the file, whatever becomes of the process; our owner closes it, and neither the last
     * connection nor the JVM at its end. Failures are thrown, and need no file of their own.
     */
    private static final String SETTINGS =
            ";WRITE_DELAY=0;DB_CLOSE_DELAY=-1;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0";

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

    @Override
    public void close() {
        if (!Files.exists(file)) {
            return;
        }
        try (Connection connection = dataSource.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException unusable) {
            // What was committed is in the file already.
        }
    }
}
