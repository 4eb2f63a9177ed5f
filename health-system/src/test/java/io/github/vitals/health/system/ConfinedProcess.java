package io.github.vitals.health.system;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A JVM in cgroups, which tells what it sees of them. */
final class ConfinedProcess implements AutoCloseable {
    private final Process process;
    private final Writer input;
    private final BufferedReader output;

    private ConfinedProcess(Process process) {
        this.process = process;
        this.input = process.outputWriter(StandardCharsets.UTF_8);
        this.output = process.inputReader(StandardCharsets.UTF_8);
    }

    /** The prefix is what sets it up in some way and then runs it. */
    static ConfinedProcess start(RealCgroups groups, List<String> prefix) throws IOException {
        List<String> command = new ArrayList<>(prefix);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Confined.class.getName()));
        return new ConfinedProcess(groups.start(command));
    }

    long pid() {
        return process.pid();
    }

    /** Does what it is told, and shows its meters: names and values of their tags, and their values. */
    Map<String, Double> after(String line) throws IOException {
        input.write(line + "\n");
        input.flush();
        String answer = output.readLine();
        if (answer == null) {
            throw new IOException("the process has ended");
        }
        return Arrays.stream(answer.split(" ", -1))
                .map(each -> each.split("=", -1))
                .collect(Collectors.toMap(each -> each[0], each -> Double.valueOf(each[1])));
    }

    @Override
    public void close() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }
}
