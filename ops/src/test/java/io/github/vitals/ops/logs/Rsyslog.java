package io.github.vitals.ops.logs;

import io.github.vitals.ops.Tools;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Debian's rsyslog with the shipped configuration, in a folder of its own; never the machine's. */
final class Rsyslog implements AutoCloseable {
    private static final String SHIPPED_STORE = "server=\"localhost\" serverport=\"9200\" usehttps=\"on\"";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Path program = Tools.require("rsyslogd", "rsyslog");
    private final Path folder;
    private Process process;

    private Rsyslog(Path folder) {
        this.folder = folder;
    }

    /** Follows the logs in a folder, and hands them to a store. */
    static Rsyslog start(Path folder, Path logs, URI store) throws IOException {
        Tools.requireIn(Path.of("/usr/lib"), "rsyslog/omelasticsearch.so", "rsyslog-elasticsearch");
        Rsyslog agent = new Rsyslog(folder);
        Files.createDirectories(folder.resolve("spool"));
        String shipped = Files.readString(Shipped.AGENTS.resolve("rsyslog/vitals.conf"));
        Files.writeString(
                folder.resolve("rsyslog.conf"),
                shipped.replace(
                                "/var/spool/vitals-logs",
                                folder.resolve("spool").toString())
                        .replace(SHIPPED_STORE, at(store))
                        .replace("`cat /etc/vitals/log-store-password`", "\"none\"")
                        .replace("/var/log/vitals-refused.log", agent.refused().toString())
                        .replace("/var/log/vitals/", logs + "/")
                        .replace("action.resumeInterval=\"5\"", "action.resumeInterval=\"1\"")
                        .replace("action.resumeIntervalMax=\"30\"", "action.resumeIntervalMax=\"1\""));
        agent.resume();
        return agent;
    }

    private static String at(URI store) {
        return "server=\"%s\" serverport=\"%d\" usehttps=\"off\"".formatted(store.getHost(), store.getPort());
    }

    /** What not even the failures have taken. */
    Path refused() {
        return folder.resolve("refused.json");
    }

    void resume() throws IOException {
        process = new ProcessBuilder(
                        program.toString(),
                        "-n",
                        "-f",
                        folder.resolve("rsyslog.conf").toString(),
                        "-i",
                        folder.resolve("pid").toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .start();
    }

    private Path log() {
        return folder.resolve("rsyslog.log");
    }

    /** What it has said so far. */
    String said() throws IOException {
        return Files.readString(log());
    }

    /** Ends it as the shipped unit does: with SIGTERM, and if that does not do, with kill -9. */
    void stop() throws IOException, InterruptedException {
        process.destroy();
        if (!process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /** Ends it with kill -9, which leaves the file with its process id. */
    void kill() throws IOException {
        process.destroyForcibly().onExit().join();
        Files.deleteIfExists(folder.resolve("pid"));
    }

    @Override
    public void close() throws IOException {
        kill();
    }
}
