package io.github.vitals.health.logging.archive;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.joran.JoranConfigurator;
import ch.qos.logback.core.status.Status;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogArchivingTest {
    @TempDir
    private Path folder;

    private static LoggerContext configured(String elements) throws Exception {
        LoggerContext context = new LoggerContext();
        JoranConfigurator configurator = new JoranConfigurator();
        configurator.setContext(context);
        String xml = "<configuration><contextListener class='" + LogArchiving.class.getName() + "'>" + elements
                + "</contextListener></configuration>";
        configurator.doConfigure(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
        return context;
    }

    @Test
    void aContextArchivesFromItsStartToItsEnd() throws Exception {
        Logs logs = new Logs(folder);
        Path original = logs.closed(Logs.DAY, 0, 3);
        LoggerContext context = configured("<directory>" + folder + "</directory><name>app</name>"
                + "<logClass>audit</logClass><after>1 hour</after><retention>0 days</retention>"
                + "<totalSizeCap>1GB</totalSizeCap><archiveDirectory>" + logs.archives + "</archiveDirectory>");

        Awaitility.await().until(() -> !original.toFile().exists());
        assertThat(context.getStatusManager().getCopyOfStatusList())
                .noneMatch(status -> status.getLevel() > Status.INFO);
        LogArchiving archiving = (LogArchiving) context.getCopyOfListenerList().get(0);
        assertThat(archiving.archive()).isPresent();
        context.stop();

        assertThat(archiving.isStarted()).isFalse();
        Awaitility.await()
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().equals("log-archive-app")));
    }

    @Test
    void withoutADirectoryItSaysSoAndDoesNothing() throws Exception {
        LoggerContext context = configured("<name>app</name>");

        assertThat(context.getStatusManager().getCopyOfStatusList())
                .extracting(Status::getMessage)
                .contains("Closed log files are not archived: directory: '' (expected: the directory that is logged"
                        + " to)");
        context.stop();
    }
}
