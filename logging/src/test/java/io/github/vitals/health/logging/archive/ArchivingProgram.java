package io.github.vitals.health.logging.archive;

import io.github.vitals.health.servers.KilledProcess;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** Does what the line of its input says, tells of each step, and stays until it is killed. */
final class ArchivingProgram {
    private static final List<String> CASE = List.of("app", "*", "2026-01-01", "2026-12-31", "a claim", "legal");

    private ArchivingProgram() {}

    public static void main(String[] arguments) throws Exception {
        var unused = ManifestLine.parse("{}");
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        String order = input.readLine();
        if (order == null) {
            return;
        }
        String[] words = order.split("\t");
        if (words[0].equals("round")) {
            round(new Logs(Path.of(words[1])), Integer.parseInt(words[2]), Long.parseLong(words[3]));
        } else {
            holds(Path.of(words[1]));
        }
        forever();
    }

    private static void round(Logs logs, int stayInStep, long cap) {
        AtomicInteger steps = new AtomicInteger();
        ArchiveRound round = logs.builder()
                .retention(Logs.RETENTION)
                .totalSizeCap(cap)
                .steps(step -> {
                    KilledProcess.tell(step);
                    if (steps.incrementAndGet() == stayInStep) {
                        forever();
                    }
                })
                .build()
                .run();
        KilledProcess.tell("held back " + round.heldBack());
        KilledProcess.tell("END");
    }

    /** Sets holds and releases them, one after the other. */
    private static void holds(Path archives) {
        LogArchives command = new LogArchives(new PrintStream(OutputStream.nullOutputStream()));
        for (int id = 0; ; id++) {
            run(command, "hold", archives, id, CASE);
            run(command, "hold", archives, -id - 1, CASE);
            run(command, "release", archives, id, List.of("legal"));
        }
    }

    private static void run(LogArchives command, String verb, Path archives, int id, List<String> rest) {
        List<String> words = new java.util.ArrayList<>(List.of(verb, archives.toString(), "" + id));
        words.addAll(rest);
        KilledProcess.tell(verb + " " + id + " ...");
        if (command.run(words) != 0) {
            throw new IllegalStateException(verb + " " + id);
        }
        KilledProcess.tell(verb + " " + id);
    }

    private static void forever() {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
