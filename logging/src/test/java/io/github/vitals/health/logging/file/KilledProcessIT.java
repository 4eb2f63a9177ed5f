package io.github.vitals.health.logging.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.vitals.health.servers.KilledProcess;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.io.TempDir;

/** What is in the files of two processes at a time with the same directory and prefix, each of which is killed. */
@EnabledForJreRange(max = JRE.JAVA_20, disabledReason = "asks nothing of the JDK, and takes long")
class KilledProcessIT {
    private static final int ROUNDS = 20;
    private static final int MOST_MICROS = 3_000;
    private static final Pattern WHOLE = Pattern.compile("[ab]\\d+:\\d+" + LoggingProgram.FILLING);
    private static final String NOTICE = "A log file ended in the middle of a line";

    @TempDir
    private Path folder;

    private final Random random = new Random(9);
    /** How many lines a process has told to be written. */
    private final Map<String, Integer> told = new LinkedHashMap<>();

    private int torn;
    /** All of the line but its end. */
    private int tornAtTheEnd;

    @Test
    void whatWasFlushedIsThereInOrderAndOnceWheneverAProcessIsKilled() throws Exception {
        for (int round = 0; round < ROUNDS; round++) {
            killTwo(round);
            tearOne();
            countTorn();
        }
        mend();
        assertEachProcessIsWhole();
        assertNoFileIsMixed();
        List<String> others =
                lines().stream().filter(line -> !WHOLE.matcher(line).matches()).toList();
        assertThat(others.stream().filter(NOTICE::equals)).hasSize(torn);
        assertThat(others).hasSize(2 * torn - tornAtTheEnd);
    }

    private void killTwo(int round) throws Exception {
        try (KilledProcess first = start("a" + round);
                KilledProcess second = start("b" + round)) {
            kill(first, "a" + round);
            kill(second, "b" + round);
        }
    }

    private KilledProcess start(String name) throws IOException {
        return KilledProcess.start(LoggingProgram.class, List.of(folder.toString(), name));
    }

    private void kill(KilledProcess process, String name) throws Exception {
        int heard = 1 + random.nextInt(4);
        for (int each = 0; each < heard; each++) {
            told.put(name, Integer.valueOf(process.next()));
        }
        LockSupport.parkNanos(TimeUnit.MICROSECONDS.toNanos(random.nextInt(MOST_MICROS)));
        process.kill().forEach(last -> told.put(name, Integer.valueOf(last)));
    }

    /** The end of a file as a crash of the machine may leave it. */
    private void tearOne() throws IOException {
        List<LogFiles.LogFile> files = files();
        Files.writeString(files.get(random.nextInt(files.size())).path(), "half a li", StandardOpenOption.APPEND);
    }

    private void countTorn() throws IOException {
        for (LogFiles.LogFile file : files()) {
            if (torn(file.path())) {
                torn++;
                List<String> lines = Files.readAllLines(file.path());
                tornAtTheEnd += WHOLE.matcher(lines.get(lines.size() - 1)).matches() ? 1 : 0;
            }
        }
    }

    private static boolean torn(Path file) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            long length = content.length();
            content.seek(Math.max(0, length - 1));
            return length > 0 && content.read() != '\n';
        }
    }

    private void mend() {
        new OneOutput().start(folder).stop();
    }

    private void assertEachProcessIsWhole() throws IOException {
        List<String> lines = lines();
        for (Map.Entry<String, Integer> process : told.entrySet()) {
            String begin = process.getKey() + ":";
            List<String> whole = lines.stream()
                    .filter(line -> line.startsWith(begin) && line.endsWith(LoggingProgram.FILLING))
                    .toList();
            assertThat(whole)
                    .hasSizeGreaterThanOrEqualTo(process.getValue())
                    .isEqualTo(IntStream.range(0, whole.size())
                            .mapToObj(each -> begin + each + LoggingProgram.FILLING)
                            .toList());
        }
    }

    /** One process after the other. */
    private void assertNoFileIsMixed() throws IOException {
        int most = 0;
        for (LogFiles.LogFile file : files()) {
            List<String> names = new ArrayList<>();
            Files.readAllLines(file.path()).stream()
                    .filter(line -> WHOLE.matcher(line).matches())
                    .map(line -> line.substring(0, line.indexOf(':')))
                    .filter(name -> names.isEmpty() || !name.equals(names.get(names.size() - 1)))
                    .forEach(names::add);
            assertThat(names).doesNotHaveDuplicates();
            most = Math.max(most, names.size());
        }
        assertThat(most).as("processes that went on in a file").isGreaterThan(1);
    }

    private List<LogFiles.LogFile> files() throws IOException {
        return new LogFiles(folder, "app", ".json").list();
    }

    private List<String> lines() throws IOException {
        List<String> all = new ArrayList<>();
        for (LogFiles.LogFile file : files()) {
            all.addAll(Files.readAllLines(file.path()));
        }
        return all;
    }
}
