package io.github.vitals.health.logging.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;

/** A standard output that nobody reads, or nobody can read any more. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class ConsoleIT {
    private static final Pattern EVENT =
            Pattern.compile("(INFO|ERROR) (\\d+)" + Pattern.quote(ConsoleProgram.FILLING) + " ");
    private static final String DROPS = "WARN Events are dropped because the log queue is full";

    private static LoggingJvm logging(Duration limit) throws IOException {
        LoggingJvm jvm = LoggingJvm.start(ConsoleProgram.class, limit.toMillis());
        jvm.say("log");
        return jvm;
    }

    private static int number(String line) {
        Matcher event = EVENT.matcher(line);
        assertThat(event.matches()).as(line).isTrue();
        return Integer.parseInt(event.group(2));
    }

    @Test
    void aReaderThatStoppedCostsTheLowestLevelsOnly() throws Exception {
        try (LoggingJvm jvm = logging(Duration.ofSeconds(20))) {
            jvm.awaitTold("logged");
            jvm.say("end");
            assertAllIsThereButForWhatWasDropped(jvm);
        }
    }

    @Test
    void aReaderThatGoesOnOnceTheProcessWasAskedToEndGetsWhatIsQueued() throws Exception {
        try (LoggingJvm jvm = logging(Duration.ofSeconds(20))) {
            jvm.awaitTold("logged");
            jvm.askToEnd();
            assertAllIsThereButForWhatWasDropped(jvm);
        }
    }

    private static void assertAllIsThereButForWhatWasDropped(LoggingJvm jvm) throws Exception {
        List<String> lines = jvm.output().lines().toList();
        jvm.awaitEnd();
        List<String> events =
                lines.stream().filter(line -> !line.startsWith("WARN")).toList();
        assertThat(events.stream().map(ConsoleIT::number))
                .isSorted()
                .doesNotHaveDuplicates()
                .containsAll(IntStream.rangeClosed(1, ConsoleProgram.ERRORS)
                        .mapToObj(each -> each * 1_000)
                        .toList());
        assertThat(jvm.errors()).contains("told: dropped " + (ConsoleProgram.EVENTS - events.size()) + ", errors 0");
        assertThat(lines).filteredOn(line -> line.startsWith(DROPS)).hasSize(1);
    }

    @Test
    void aReaderThatStoppedForEverDoesNotKeepTheJvmFromEnding() throws Exception {
        try (LoggingJvm jvm = logging(Duration.ofMillis(200))) {
            jvm.awaitTold("logged");
            jvm.say("end");
            jvm.awaitEnd();
            assertThat(jvm.errors())
                    .last()
                    .asString()
                    .matches("log output app: the JVM ends with \\d{4} events not written");
        }
    }

    @Test
    void anErrorOutputThatNobodyReadsEitherDoesNotKeepTheJvmFromEnding() throws Exception {
        try (LoggingJvm jvm = LoggingJvm.startWithOneOutput(ConsoleProgram.class, 200)) {
            assertThat(jvm.output().readLine()).isEqualTo("told: up");
            jvm.say("log");
            jvm.awaitFullOutput();
            jvm.askToEnd();
            jvm.awaitEnd();
        }
    }

    @Test
    void aReaderThatIsGoneIsToldOnce() throws Exception {
        try (LoggingJvm jvm = LoggingJvm.start(ConsoleProgram.class, 500)) {
            jvm.awaitTold("up");
            jvm.closeOutput();
            jvm.say("log");
            jvm.awaitTold("logged");
            jvm.say("end");
            jvm.awaitEnd();
            assertThat(jvm.errors())
                    .filteredOn(line -> !line.startsWith("told: "))
                    .satisfiesExactly(
                            line -> assertThat(line)
                                    .isEqualTo("log output app: cannot write: java.io.IOException: Broken pipe;"
                                            + " events wait in the queue"),
                            line -> assertThat(line).contains("events not written"));
        }
    }
}
