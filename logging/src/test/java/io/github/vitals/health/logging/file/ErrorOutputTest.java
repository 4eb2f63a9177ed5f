package io.github.vitals.health.logging.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ErrorOutputTest {
    private final PrintStream before = System.err;
    private final Stopped told = new Stopped();
    private final ErrorOutput errors = new ErrorOutput("app");

    /** Takes nothing until its reader goes on. */
    private static final class Stopped extends ByteArrayOutputStream {
        final CountDownLatch reader = new CountDownLatch(1);

        @Override
        public void write(byte[] bytes, int from, int length) {
            try {
                reader.await();
            } catch (InterruptedException hurry) {
                Thread.currentThread().interrupt();
            }
            super.write(bytes, from, length);
        }
    }

    @BeforeEach
    void replace() {
        System.setErr(new PrintStream(told, true, UTF_8));
    }

    @AfterEach
    void restore() {
        System.setErr(before);
    }

    @Test
    void aReaderThatStoppedHoldsUpNobodyAndHearsOfTheFirstOnly() {
        errors.tell("one");
        errors.tell("two");
        told.reader.countDown();
        await().until(() -> told.toString(UTF_8).endsWith(System.lineSeparator()));
        await().until(() -> {
            errors.tell("three");
            return told.toString(UTF_8).contains("three");
        });
        assertThat(told.toString(UTF_8).lines()).startsWith("log output app: one", "log output app: three");
    }
}
