package io.github.vitals.health.logging.archive;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The archives of a directory at the command line, also while applications archive into it.
 *
 * <pre>
 * verify DIR                             reads all archives again and compares them with their manifests
 * list DIR                               one archived file a line
 * holds DIR                              one legal hold a line
 * hold DIR ID NAME CLASS FROM TO REASON BY   keeps the files of some days; * is each name or class
 * release DIR ID BY                      ends a legal hold
 * </pre>
 *
 * <p>Ends with 0 if all is well, 1 if something is missing, damaged, unknown or cannot be done, 2 if it was called
 * wrongly. Thread-safe.
 */
public final class LogArchives {
    private static final int GOOD = 0;
    private static final int BAD = 1;
    private static final int WRONG = 2;
    private static final String PREFIX = "manifest-";
    private static final String SUFFIX = ".jsonl";
    private static final String USAGE =
            "usage: verify DIR | list DIR | holds DIR | hold DIR ID NAME CLASS FROM TO REASON BY | release DIR ID BY";

    private final PrintStream out;

    LogArchives(PrintStream out) {
        this.out = out;
    }

    /**
     * Runs a command.
     *
     * @param arguments as above
     */
    public static void main(String[] arguments) {
        System.exit(new LogArchives(System.out).run(List.of(arguments)));
    }

    int run(List<String> arguments) {
        if (arguments.size() < 2) {
            out.println(USAGE);
            return WRONG;
        }
        try {
            return run(arguments.get(0), Path.of(arguments.get(1)), arguments.subList(2, arguments.size()));
        } catch (IllegalArgumentException | DateTimeException wrong) {
            out.println(wrong.getMessage());
            return WRONG;
        } catch (IOException failed) {
            out.println(failed.getMessage());
            return BAD;
        }
    }

    private int run(String command, Path directory, List<String> rest) throws IOException {
        if (!Files.isDirectory(directory)) {
            throw new IllegalArgumentException("DIR: " + directory + " (expected: a directory)");
        }
        return switch (command + " " + rest.size()) {
            case "verify 0" -> verify(directory);
            case "list 0" -> list(directory);
            case "holds 0" -> holds(directory);
            case "hold 7" -> hold(directory, rest);
            case "release 2" -> release(directory, rest);
            default -> throw new IllegalArgumentException(USAGE);
        };
    }

    private int verify(Path directory) throws IOException {
        boolean good = true;
        for (String name : names(directory)) {
            ArchiveVerification seen = ArchiveVerification.of(directory, name, ArchiveStore.directory(directory));
            seen.missing().forEach(archive -> out.println("missing " + archive));
            seen.damaged().forEach(archive -> out.println("damaged " + archive));
            seen.unknown().forEach(archive -> out.println("unknown " + archive));
            out.println(name + ": " + seen.whole().size() + " whole, "
                    + seen.missing().size() + " missing, "
                    + seen.damaged().size() + " damaged, " + seen.unknown().size() + " unknown, "
                    + seen.damagedLines() + " lines of the manifest damaged");
            good &= seen.good();
        }
        return good ? GOOD : BAD;
    }

    private int list(Path directory) throws IOException {
        for (String name : names(directory)) {
            for (ArchivedLog log : Manifest.read(directory, name).live()) {
                out.println(log.archive() + " " + log.logClass() + " " + log.lines() + " lines " + log.rawBytes()
                        + " bytes " + log.rawSha256());
            }
        }
        return GOOD;
    }

    private int holds(Path directory) throws IOException {
        for (LegalHold hold : new Holds(directory).list()) {
            out.println(hold.id() + " " + hold.name() + " " + hold.logClass() + " " + hold.from() + " " + hold.to()
                    + " " + hold.by() + ": " + hold.reason());
        }
        return GOOD;
    }

    private static int hold(Path directory, List<String> rest) throws IOException {
        new Holds(directory)
                .set(new LegalHold(
                        rest.get(0),
                        rest.get(1),
                        rest.get(2),
                        LocalDate.parse(rest.get(3)),
                        LocalDate.parse(rest.get(4)),
                        rest.get(5),
                        rest.get(6)));
        return GOOD;
    }

    private static int release(Path directory, List<String> rest) throws IOException {
        new Holds(directory).release(rest.get(0), rest.get(1));
        return GOOD;
    }

    private static List<String> names(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(directory, PREFIX + "*" + SUFFIX)) {
            for (Path file : files) {
                String name = String.valueOf(file.getFileName());
                names.add(name.substring(PREFIX.length(), name.length() - SUFFIX.length()));
            }
        }
        Collections.sort(names);
        return names;
    }
}
