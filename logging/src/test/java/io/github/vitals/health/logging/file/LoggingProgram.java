package io.github.vitals.health.logging.file;

import ch.qos.logback.core.util.FileSize;
import io.github.vitals.health.servers.KilledProcess;
import java.time.Duration;
import org.slf4j.Logger;

/** Logs numbered lines to small files of a directory until it is killed, and tells which are surely in a file. */
final class LoggingProgram {
    static final String FILLING = " " + "x".repeat(200) + ".";
    private static final int AT_ONCE = 300;
    private static final FileSize MAX_FILE_SIZE = new FileSize(200_000);

    private LoggingProgram() {}

    /** The arguments are the directory, and what lines begin with. */
    public static void main(String[] arguments) {
        OneOutput output = new OneOutput();
        LogFileAppender appender = output.start(new LogFileAppender(), it -> {
            it.setDirectory(arguments[0]);
            it.setMaxFileSize(MAX_FILE_SIZE);
        });
        for (int next = 0; ; next += AT_ONCE) {
            log(output.logger, arguments[1], next);
            if (appender.flush(Duration.ofSeconds(10))) {
                KilledProcess.tell(next + AT_ONCE);
            }
        }
    }

    private static void log(Logger logger, String name, int first) {
        for (int each = first; each < first + AT_ONCE; each++) {
            logger.info(name + ":" + each + FILLING);
        }
    }
}
