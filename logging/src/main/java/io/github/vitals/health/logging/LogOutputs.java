package io.github.vitals.health.logging;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggerContextListener;
import ch.qos.logback.core.Appender;
import io.github.vitals.health.logging.archive.LogArchive;
import io.github.vitals.health.logging.archive.LogArchiving;
import io.github.vitals.health.logging.file.LogOutput;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Where a Logback writes to, of the outputs that tell about themselves. */
final class LogOutputs {
    private LogOutputs() {}

    /** As it is set up now; a new configuration has others. */
    static List<LogOutput> of(LoggerContext context) {
        Set<LogOutput> outputs = new LinkedHashSet<>();
        for (Logger logger : context.getLoggerList()) {
            Iterator<Appender<ILoggingEvent>> appenders = logger.iteratorForAppenders();
            while (appenders.hasNext()) {
                Appender<ILoggingEvent> appender = appenders.next();
                if (appender instanceof LogOutput output && appender.isStarted()) {
                    outputs.add(output);
                }
            }
        }
        return new ArrayList<>(outputs);
    }

    /** What archives the files of outputs, by the names that these begin with. */
    static Map<String, LogArchive> archives(LoggerContext context) {
        Map<String, LogArchive> archives = new LinkedHashMap<>();
        for (LoggerContextListener listener : context.getCopyOfListenerList()) {
            if (listener instanceof LogArchiving archiving) {
                archiving.archive().ifPresent(archive -> archives.put(archiving.name(), archive));
            }
        }
        return archives;
    }
}
