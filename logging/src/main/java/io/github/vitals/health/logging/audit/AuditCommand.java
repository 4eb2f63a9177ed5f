package io.github.vitals.health.logging.audit;

import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** The command line: {@code verify DIRECTORY NAME} and options. */
final class AuditCommand {
    static final int WHOLE = 0;
    static final int BROKEN = 1;
    static final int NOT_VERIFIED = 2;

    private static final String USAGE =
            "verify DIRECTORY NAME [--key FILE] [--head HASH] [--archive DIRECTORY] [--from NUMBER]";

    private AuditCommand() {}

    /** Prints one line and returns the exit code. */
    static int run(List<String> words, PrintStream out, PrintStream err) {
        try {
            AuditVerdict verdict = verifier(words).verify();
            out.println(text(verdict));
            return verdict.ok() ? WHOLE : BROKEN;
        } catch (IllegalArgumentException | UncheckedIOException wrong) {
            err.println("audit: " + wrong.getMessage());
            return NOT_VERIFIED;
        }
    }

    private static AuditVerifier verifier(List<String> words) {
        if (words.size() < 3 || words.size() % 2 == 0 || !words.get(0).equals("verify")) {
            throw new IllegalArgumentException("arguments: " + words.size() + " (expected: " + USAGE + ")");
        }
        AuditVerifier verifier = AuditVerifier.of(Path.of(words.get(1)), words.get(2));
        for (int i = 3; i < words.size(); i += 2) {
            verifier = with(verifier, words.get(i), words.get(i + 1));
        }
        return verifier;
    }

    private static AuditVerifier with(AuditVerifier verifier, String option, String value) {
        return switch (option) {
            case "--key" -> verifier.key(Path.of(value));
            case "--head" -> verifier.expectedHead(value);
            case "--archive" -> verifier.archive(Path.of(value));
            case "--from" -> verifier.from(number(value));
            default -> throw new IllegalArgumentException("option: " + option + " (expected: " + USAGE + ")");
        };
    }

    private static long number(String text) {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException none) {
            throw new IllegalArgumentException("--from: " + text + " (expected: a number)", none);
        }
    }

    private static String text(AuditVerdict verdict) {
        String counted = "lines=" + verdict.lines() + " head=" + verdict.head().sequence() + ":"
                + verdict.head().hash();
        return verdict.broken()
                .map(broken -> "broken " + counted + " file=" + broken.file() + " line=" + broken.line() + " fault="
                        + broken.fault() + " why=" + broken.why())
                .orElse("ok " + counted);
    }
}
