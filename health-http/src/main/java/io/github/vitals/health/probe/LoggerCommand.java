package io.github.vitals.health.probe;

import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** {@code logger URL NAME LEVEL}: changes what a logger writes, for some time. */
final class LoggerCommand {
    private static final List<String> LEVELS = List.of("error", "warn", "info", "debug", "trace", "reset");
    private static final List<String> OWN = List.of("--for", "--by", "--reason");
    private static final int LONGEST_NAME = 500;

    /** Those of the probe that have no value. */
    private static final List<String> FLAGS = List.of("--help", "-h", "--version", "--insecure");

    private final List<String> targets = new ArrayList<>();
    private final List<String> options = new ArrayList<>();
    private Duration time = Duration.ofMinutes(10);
    private String by = "";
    private String reason = "";

    private LoggerCommand() {}

    /** {@code words} begin with the command's own name. */
    static int run(String[] words, PrintStream out) throws BadUsage, InterruptedException {
        LoggerCommand command = new LoggerCommand();
        command.read(words);
        CommandLine line = command.line();
        if (line.help() || line.version()) {
            out.print(line.help() ? Help.TEXT : Help.version());
            return HealthProbe.EXPECTED;
        }
        Probe probe = line.probe();
        Answer answer =
                Ask.of(probe.request().posting(command.body()), line.patience().timeout());
        String said =
                answer.failure() == null ? answer.code() + " " + answer.body().strip() : answer.failure();
        out.println("logger " + probe.request().target() + ": " + probe.shown().of(said));
        return answer.code() / 100 == 2 ? HealthProbe.EXPECTED : HealthProbe.NOT_EXPECTED;
    }

    private void read(String[] words) throws BadUsage {
        int next = 1;
        while (next < words.length) {
            String word = words[next++];
            int equals = word.indexOf('=');
            String name = equals < 0 ? word : word.substring(0, equals);
            if (!word.startsWith("-")) {
                targets.add(word);
            } else if (!OWN.contains(name)) {
                options.add(word);
                if (equals < 0 && !FLAGS.contains(word) && next < words.length) {
                    options.add(words[next++]);
                }
            } else if (equals < 0 && next == words.length) {
                throw new BadUsage(name, "nothing", "a value");
            } else {
                own(name, equals < 0 ? words[next++] : word.substring(equals + 1));
            }
        }
    }

    private void own(String name, String value) throws BadUsage {
        switch (name) {
            case "--for" -> time = Times.positive(name, value);
            case "--by" -> by = value;
            default -> reason = value;
        }
    }

    /** That of a probe which asks for the action's address. */
    private CommandLine line() throws BadUsage {
        List<String> words = new ArrayList<>(options);
        if (!options.contains("--help") && !options.contains("-h") && !options.contains("--version")) {
            if (targets.size() != 3) {
                throw new BadUsage("logger", targets.size() + " words", "URL, NAME and LEVEL; see --help");
            }
            String url = targets.get(0);
            words.add((url.endsWith("/") ? url.substring(0, url.length() - 1) : url) + "/admin/logger/" + logger());
            level();
        }
        return CommandLine.of(words.toArray(new String[0]));
    }

    /** As it is in the address, which it must not lead elsewhere. */
    private String logger() throws BadUsage {
        String name = targets.get(1);
        boolean plain = !name.isEmpty() && name.length() <= LONGEST_NAME;
        for (int i = 0; i < name.length(); i++) {
            char each = name.charAt(i);
            plain = plain && each < 128 && (Character.isLetterOrDigit(each) || "._$-".indexOf(each) >= 0);
        }
        if (!plain || name.startsWith(".")) {
            throw new BadUsage("NAME", Shown.printable(name), "a logger's name, or ROOT");
        }
        return name;
    }

    private String level() throws BadUsage {
        String level = targets.get(2).toLowerCase(Locale.ROOT);
        if (!LEVELS.contains(level)) {
            throw new BadUsage("LEVEL", Shown.printable(targets.get(2)), String.join(", ", LEVELS));
        }
        return level.equals("reset") ? "" : level;
    }

    private String body() throws BadUsage {
        StringBuilder json = new StringBuilder("{\"level\":");
        string(json, level());
        json.append(",\"duration\":");
        string(json, time.toString());
        json.append(",\"by\":");
        string(json, by);
        json.append(",\"reason\":");
        string(json, reason);
        return json.append('}').toString();
    }

    private static void string(StringBuilder json, String value) {
        json.append('"');
        for (int i = 0; i < value.length(); i++) {
            char each = value.charAt(i);
            if (each == '"' || each == '\\') {
                json.append('\\');
            }
            json.append(Character.isISOControl(each) ? ' ' : each);
        }
        json.append('"');
    }
}
