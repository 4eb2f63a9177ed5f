package io.github.vitals.ops.logs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** A service that logs by the library's own include, in a process of its own, over several small files. */
final class LibraryService {
    private static final int EVENTS = 2_000;

    private LibraryService() {}

    public static void main(String[] args) {
        Logger log = LoggerFactory.getLogger("shop.Stock");
        for (int event = 0; event < EVENTS; event++) {
            MDC.put("trace.id", "%032x".formatted(event / 4 + 1));
            if (event % 100 == 0) {
                log.atError().setCause(new IllegalStateException("empty")).log("Stock {} is not there", event);
            } else {
                log.atInfo().addKeyValue("stock.item", event).log("Stock {} is there", event);
            }
        }
    }

    /** Runs it to its end; the lines it wrote. */
    static List<String> run(Path logs) throws IOException, InterruptedException {
        Path configuration = Files.writeString(
                Files.createDirectories(logs).resolve("logback.xml"),
                "<configuration><include resource=\"io/github/vitals/health/logging/vitals-logback.xml\"/></configuration>");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Dlogback.configurationFile=" + configuration,
                        "-Dvitals.log.dir=" + logs,
                        "-Dvitals.log.console=off",
                        "-Dvitals.log.max.file.size=128KB",
                        "-Dvitals.service.name=stock",
                        "-cp",
                        System.getProperty("java.class.path"),
                        LibraryService.class.getName())
                .inheritIO()
                .start();
        if (process.waitFor() != 0) {
            throw new IOException("the service ended with " + process.exitValue() + " (expected: 0)");
        }
        try (Stream<Path> files = Files.list(logs)) {
            List<String> lines = new ArrayList<>();
            for (Path file :
                    files.filter(each -> each.toString().endsWith(".json")).toList()) {
                lines.addAll(Files.readAllLines(file));
            }
            return lines;
        }
    }
}
