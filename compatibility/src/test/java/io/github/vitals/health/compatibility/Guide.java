package io.github.vitals.health.compatibility;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A sample of the guide to clients, with what is different here put in: what the guide says is what the tests run. */
record Guide(String text) {
    private static final Path PAGE = Path.of("..", "docs", "guides", "clients.md");

    /** The first sample in a language that has this in it. */
    static Guide sample(String language, String having) throws IOException {
        Matcher block = Pattern.compile("^```" + language + "\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE)
                .matcher(Files.readString(PAGE));
        while (block.find()) {
            if (block.group(1).contains(having)) {
                return new Guide(block.group(1));
            }
        }
        throw new IllegalStateException(PAGE + " has no sample in " + language + " with " + having);
    }

    Guide with(String what, Object instead) {
        if (!text.contains(what)) {
            throw new IllegalStateException("not in the sample: " + what + " (expected: in " + text + ")");
        }
        return new Guide(text.replace(what, instead.toString()));
    }

    Path writeTo(Path file) throws IOException {
        return Files.writeString(file, text);
    }
}
