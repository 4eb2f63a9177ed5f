package io.github.vitals.ops.endtoend;

import io.github.vitals.health.examples.DemoMain;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.postgresql.ds.PGSimpleDataSource;

/** The demo as a process of its own. */
public final class RunningDemo implements AutoCloseable {
    private static final Path ROOT = Path.of("").toAbsolutePath().getParent();
    private static final String ADDRESS = "health: ";
    private static final Pattern DATABASE = Pattern.compile("PGPASSFILE=(\\S+) psql -h (\\S+) -p (\\d+) -U (\\S+)");

    private final Process process;
    private final Path folder;
    private final URI health;
    private final DataSource database;

    private RunningDemo(Process process, Path folder, URI health, DataSource database) {
        this.process = process;
        this.folder = folder;
        this.health = health;
        this.database = database;
    }

    /** Starts it, with options of the JVM, and waits until it says where it is. */
    public static RunningDemo start(Path folder, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-Dlogback.configurationFile=logback.xml",
                "-Dvitals.demo.dir=" + folder,
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.addAll(List.of(DemoMain.class.getName(), "--port", "0", "--app-port", "0"));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        BufferedReader out = process.inputReader();
        StringBuilder said = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            said.append(line).append('\n');
            if (line.startsWith(ADDRESS)) {
                drain(out);
                URI health = URI.create(line.substring(ADDRESS.length()));
                return new RunningDemo(process, folder, health, database(said.toString()));
            }
        }
        throw new IOException("the demo ended (expected: its address): " + said);
    }

    /** The database that it tells people to look into. */
    private static DataSource database(String said) throws IOException {
        Matcher told = DATABASE.matcher(said);
        if (!told.find()) {
            throw new IOException("no database (expected: how to look into it): " + said);
        }
        String[] fields = Files.readString(Path.of(told.group(1))).strip().split(":", 5);
        PGSimpleDataSource database = new PGSimpleDataSource();
        database.setUrl("jdbc:postgresql://" + told.group(2) + ":" + told.group(3) + "/postgres");
        database.setUser(told.group(4));
        database.setPassword(fields[4]);
        return database;
    }

    /** Reads on, so that the demo never waits for us. */
    private static void drain(BufferedReader out) {
        Thread reader = new Thread(
                () -> {
                    try {
                        out.lines().forEach(line -> {});
                    } catch (UncheckedIOException ended) {
                        // It is closed under the reader's hands when the process ends.
                    }
                },
                "demo-output");
        reader.setDaemon(true);
        reader.start();
    }

    /** Where a demo of a folder writes its log. */
    public static Path logs(Path folder) {
        return folder.resolve("logs");
    }

    /** Host and port, which is the instance of all its alerts. */
    String instance() {
        return health.getAuthority();
    }

    /** The database of the service. */
    DataSource database() {
        return database;
    }

    /** Says something to the database. */
    void sql(String statement) throws SQLException {
        try (Connection connection = database.getConnection();
                Statement run = connection.createStatement()) {
            run.execute(statement);
        }
    }

    void breakIt(String part) throws Exception {
        command("break", part);
    }

    void mend(String part) throws Exception {
        command("mend", part);
    }

    private void command(String... words) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(ROOT.resolve("bin/demo").toString(), words[0], words[1]);
        builder.environment().put("VITALS_DEMO_DIR", folder.toString());
        Process run = builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (run.waitFor() != 0) {
            throw new IOException(
                    "bin/demo " + String.join(" ", words) + ": exit " + run.exitValue() + " (expected: 0)");
        }
    }

    /** Stops the process where it stands, or lets it go on. */
    void signal(String name) throws Exception {
        int exit = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid()))
                .start()
                .waitFor();
        if (exit != 0) {
            throw new IOException("kill -" + name + ": exit " + exit + " (expected: 0)");
        }
    }

    /** Closing twice does nothing. */
    @Override
    public void close() throws Exception {
        if (!process.isAlive()) {
            return;
        }
        signal("CONT");
        List<ProcessHandle> family = process.descendants().toList();
        process.destroy();
        if (!process.waitFor(20, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            family.forEach(ProcessHandle::destroyForcibly);
        }
    }
}
